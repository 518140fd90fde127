<?xml version="1.0" encoding="UTF-8"?>
<!-- Markup shown as it is written: egXML (chapter 23.1), and metadata of other formats (xenoData). -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="eg:egXML | egXML | xenoData" mode="m:html">
    <pre>
      <xsl:sequence select="
        if (self::xenoData) then f:attributes(., 'xenoData') else f:unit-attributes(., 'egXML')"/>
      <code>
        <xsl:apply-templates mode="m:source"/>
      </code>
    </pre>
  </xsl:template>

  <!-- A document that is itself an example. -->
  <xsl:template match="eg:*" mode="m:html" priority="-1">
    <pre class="egXML">
      <code>
        <xsl:apply-templates select="." mode="m:source"/>
      </code>
    </pre>
  </xsl:template>

  <!-- Elements to their tags, which are made; text stays. -->
  <xsl:mode name="m:source" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="*" mode="m:source">
    <xsl:variable name="attributes" as="xs:string*"
      select="@* ! (' ' || name() || '=&quot;' || f:escaped(.) || '&quot;')"/>
    <xsl:variable name="tag" as="xs:string" select="name() || string-join($attributes)"/>
    <xsl:choose>
      <xsl:when test="node()">
        <span class="tag" data-made="">&lt;{$tag}&gt;</span>
        <xsl:apply-templates mode="m:source"/>
        <span class="tag" data-made="">&lt;/{name()}&gt;</span>
      </xsl:when>
      <xsl:otherwise>
        <span class="tag" data-made="">&lt;{$tag}/&gt;</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="comment()" mode="m:source">
    <span class="comment" data-made="">&lt;!--{.}--&gt;</span>
  </xsl:template>

  <xsl:template match="processing-instruction()" mode="m:source">
    <span class="comment" data-made="">&lt;?{name()} {.}?&gt;</span>
  </xsl:template>

  <!-- An attribute's value as it is written in XML. -->
  <xsl:function name="f:escaped" as="xs:string">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="
      $value => replace('&amp;', '&amp;amp;') => replace('&lt;', '&amp;lt;')
      => replace('&quot;', '&amp;quot;')"/>
  </xsl:function>

</xsl:stylesheet>
