<?xml version="1.0" encoding="UTF-8"?>
<!-- Phases (ISO 5.4.11): which patterns are active, and the variables of the phase. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The schema with only the patterns and variables of a phase. -->
  <xsl:function name="f:active" as="element(sch:schema)">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:param name="wanted" as="xs:string"/>
    <xsl:variable name="name" as="xs:string" select="
        if ($wanted eq '#DEFAULT') then ($schema/@defaultPhase, '#ALL')[1] else $wanted"/>
    <xsl:choose>
      <xsl:when test="$name = ('#ALL', '#ANY')">
        <xsl:sequence select="$schema"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="$schema" mode="m:phase">
          <xsl:with-param name="name" select="$name" tunnel="yes"/>
          <xsl:with-param name="phase" select="$schema//sch:phase[@id = $name]" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- In: a schema. Out: the same without what is not in the phase; a variable of the phase takes
       the place of one of the schema with the same name. -->
  <xsl:mode name="m:phase" on-no-match="shallow-copy" on-multiple-match="use-last"/>

  <xsl:template match="sch:schema" mode="m:phase">
    <xsl:param name="name" as="xs:string" tunnel="yes"/>
    <xsl:param name="phase" as="element(sch:phase)*" tunnel="yes"/>
    <xsl:variable name="patterns" as="xs:string*" select=".//sch:pattern/@id/string()"/>
    <xsl:copy>
      <xsl:apply-templates select="@*, node()" mode="m:phase"/>
      <xsl:if test="count($phase) ne 1">
        <xsl:sequence select="f:error(., if (empty($phase))
          then 'there is no phase ' || $name || '; there are: '
            || (string-join(.//sch:phase/@id, ', ')[string()], 'none')[1]
          else 'the phase ' || $name || ' is there more than once')"/>
      </xsl:if>
      <xsl:sequence select="$phase/sch:active[not(@pattern = $patterns)]
        ! f:error(., 'there is no pattern ' || @pattern)"/>
      <xsl:copy-of select="$phase/sch:let"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:schema/sch:let" mode="m:phase">
    <xsl:param name="phase" as="element(sch:phase)*" tunnel="yes"/>
    <xsl:if test="not(@name = $phase/sch:let/@name)">
      <xsl:copy-of select="."/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:pattern" mode="m:phase">
    <xsl:param name="phase" as="element(sch:phase)*" tunnel="yes"/>
    <xsl:if test="@id = $phase/sch:active/@pattern">
      <xsl:copy-of select="."/>
    </xsl:if>
  </xsl:template>

  <!-- A stylesheet that names the phases with a condition (s:candidate), and says which phase is the first whose condition holds (ISO 2025, phase/when);
       without one, the default. -->
  <xsl:function name="f:selector" as="element(xsl:transform)">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:variable name="candidates" as="element(s:candidate)*">
      <xsl:for-each select="$schema//sch:phase[@when]">
        <s:candidate phase="{@id}"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="f:transform($schema, $candidates, f:selection($schema))"/>
  </xsl:function>

  <xsl:function name="f:selection" as="element()*">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:element name="xsl:template">
      <xsl:attribute name="match" select="'/'"/>
      <xsl:attribute name="priority" select="1000000"/>
      <s:phase>
        <xsl:element name="xsl:choose">
          <xsl:for-each select="$schema//sch:phase[@when]">
            <xsl:element name="xsl:when">
              <xsl:attribute name="s:at" select="@s:at"/>
              <xsl:attribute name="test" select="@when"/>
              <xsl:element name="xsl:text">{@id}</xsl:element>
            </xsl:element>
          </xsl:for-each>
          <xsl:element name="xsl:when">
            <xsl:attribute name="test" select="'true()'"/>
            <xsl:element name="xsl:text">#DEFAULT</xsl:element>
          </xsl:element>
        </xsl:element>
      </s:phase>
    </xsl:element>
  </xsl:function>

</xsl:stylesheet>
