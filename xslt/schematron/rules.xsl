<?xml version="1.0" encoding="UTF-8"?>
<!-- Abstract rules (ISO 5.4.12): what they hold stands where a rule extends them; and diagnostics
     and properties, which move to the assertions that refer to them. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- In: a schema of concrete patterns. Out: the same without abstract rules, extends, and
       references; comments are dropped. -->
  <xsl:mode name="m:rules" on-no-match="shallow-copy" on-multiple-match="use-last"/>

  <xsl:template match="comment() | processing-instruction()" mode="m:rules"/>
  <xsl:template match="sch:rule[@abstract = 'true']" mode="m:rules"/>
  <xsl:template match="sch:rules | sch:diagnostics | sch:properties" mode="m:rules"/>

  <xsl:template match="sch:extends" mode="m:rules">
    <xsl:param name="way" as="element()*" tunnel="yes"/>
    <xsl:param name="pattern" as="element(sch:pattern)?" select="ancestor::sch:pattern[1]" tunnel="yes"/>
    <xsl:variable name="name" as="xs:string" select="string(@rule)"/>
    <xsl:variable name="rule" as="element(sch:rule)?" select="
        ($pattern/sch:rule[@id = $name], root(.)//sch:rules/sch:rule[@id = $name])
        [@abstract = 'true'][1]"/>
    <xsl:choose>
      <xsl:when test="empty($rule)">
        <xsl:sequence select="f:error(., 'there is no abstract rule ' || $name || ' in this pattern')"/>
      </xsl:when>
      <xsl:when test="$rule intersect $way">
        <xsl:sequence select="f:error(., 'the rule ' || $name || ' extends itself')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="$rule/node()" mode="m:rules">
          <xsl:with-param name="way" select="$way, $rule" tunnel="yes"/>
          <xsl:with-param name="pattern" select="$pattern" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="sch:assert | sch:report" mode="m:rules">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()" mode="m:rules"/>
      <xsl:variable name="assertion" as="element()" select="."/>
      <xsl:for-each select="tokenize(@diagnostics)">
        <xsl:sequence select="f:referred($assertion, root($assertion)//sch:diagnostic, .)"/>
      </xsl:for-each>
      <xsl:for-each select="tokenize(@properties)">
        <xsl:sequence select="f:referred($assertion, root($assertion)//sch:property, .)"/>
      </xsl:for-each>
    </xsl:copy>
  </xsl:template>

  <xsl:function name="f:referred" as="element()">
    <xsl:param name="assertion" as="element()"/>
    <xsl:param name="all" as="element()*"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="
        ($all[@id = $id], f:error($assertion, 'there is no diagnostic or property ' || $id))[1]"/>
  </xsl:function>

</xsl:stylesheet>
