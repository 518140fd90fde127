<?xml version="1.0" encoding="UTF-8"?>
<!-- One schema out of its files: includes (ISO 5.4.4), extends with href (5.4.2), and what a
     RELAX NG grammar or an ODD holds. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="v:by-id" match="*[@id]" use="@id"/>
  <xsl:key name="v:by-id" match="*[@xml:id]" use="@xml:id"/>

  <!-- In: the sources. Out: one sch:schema, in which everything from elsewhere is in its place. -->
  <xsl:mode name="m:assemble" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="s:sources" mode="m:assemble">
    <xsl:variable name="main" as="element()" select="s:source[1]/*"/>
    <xsl:choose>
      <xsl:when test="$main/self::sch:schema">
        <xsl:apply-templates select="$main" mode="m:assemble"/>
      </xsl:when>
      <xsl:otherwise>
        <sch:schema queryBinding="xslt2" s:at="0:1:1" s:embedded="yes">
          <xsl:attribute name="xml:base" select="s:source[1]/@uri"/>
          <xsl:apply-templates select="s:source[1] | s:source[@grammar]" mode="m:extract"/>
        </sch:schema>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="sch:schema" mode="m:assemble">
    <xsl:copy>
      <xsl:attribute name="xml:base" select="ancestor::s:source/@uri"/>
      <xsl:apply-templates select="@* except @xml:base, node()" mode="m:assemble"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:include | sch:extends[@href]" mode="m:assemble">
    <xsl:param name="way" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="target" as="element()?" select="f:target(.)"/>
    <xsl:choose>
      <xsl:when test="@s:at = $way">
        <xsl:sequence select="f:error(., 'the file includes itself: ' || @href)"/>
      </xsl:when>
      <xsl:when test="empty($target)">
        <xsl:sequence select="f:error(., 'nothing has the id that ' || @href || ' names')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="m:assemble"
          select="if (self::sch:include) then $target else $target/node()">
          <xsl:with-param name="way" select="$way, string(@s:at)" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What an include or extends means: the root of the file, or the element with the id. -->
  <xsl:function name="f:target" as="element()?">
    <xsl:param name="reference" as="element()"/>
    <xsl:variable name="source" as="element(s:source)?"
      select="root($reference)/s:sources/s:source[@n = $reference/@s:source]"/>
    <xsl:sequence select="
        if ($reference/@s:fragment) then key('v:by-id', $reference/@s:fragment, $source)[1]
        else $source/*"/>
  </xsl:function>

  <!-- Expressions and stylesheets of an included file keep its base. -->
  <xsl:template match="s:source[position() gt 1]/sch:*" mode="m:assemble">
    <xsl:copy>
      <xsl:attribute name="xml:base" select="../@uri"/>
      <xsl:apply-templates select="@* except @xml:base, node()" mode="m:assemble"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="xsl:include/@href | xsl:import/@href" mode="m:assemble">
    <xsl:attribute name="href" select="resolve-uri(., ancestor::s:source/@uri)"/>
  </xsl:template>

  <!-- In: a grammar or an ODD. Out: the outermost elements of Schematron, and XSLT beside them;
       everything else is passed over. -->
  <xsl:mode name="m:extract" on-no-match="shallow-skip" on-multiple-match="use-last"/>

  <xsl:template match="text() | @*" mode="m:extract"/>

  <!-- Examples of markup are not rules, and a constraint that is taken out is none. -->
  <xsl:template match="eg:egXML | tei:constraintSpec[@mode = 'delete']" mode="m:extract"/>

  <xsl:template match="sch:schema" mode="m:extract">
    <xsl:apply-templates select="*" mode="m:assemble"/>
  </xsl:template>

  <xsl:template match="sch:* | xsl:*" mode="m:extract">
    <xsl:apply-templates select="." mode="m:assemble"/>
  </xsl:template>

  <!-- Rules side by side without a pattern: a pattern each, unless they share an abstract one. -->
  <xsl:template match="sch:rule" mode="m:extract">
    <xsl:variable name="together" as="element()*"
      select="../sch:rule[exists(../sch:rule[@abstract = 'true'])]"/>
    <xsl:if test="empty($together) or . is $together[1]">
      <sch:pattern s:at="{@s:at}">
        <xsl:apply-templates select="if ($together) then $together else ." mode="m:assemble"/>
      </sch:pattern>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
