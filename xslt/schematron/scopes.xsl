<?xml version="1.0" encoding="UTF-8"?>
<!-- Variables of patterns (ISO 3.26: scoped within the pattern). They become variables of the
     stylesheet, so that the context of a rule can use them; where two scopes have a variable of the
     same name, the pattern's gets a name of its own. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- In: a schema. Out: the same, with no variable name in two patterns, or in one and outside. -->
  <xsl:mode name="m:scopes" on-no-match="shallow-copy" on-multiple-match="use-last"/>

  <xsl:template match="sch:pattern[sch:let]" mode="m:scopes">
    <xsl:variable name="elsewhere" as="xs:string*" select="
        (../sch:let, (../sch:pattern except .)/sch:let, ../xsl:variable, ../xsl:param)/@name/string()"/>
    <xsl:copy>
      <xsl:apply-templates select="@*, node()" mode="m:scopes">
        <xsl:with-param name="renamed" tunnel="yes" as="xs:string*"
          select="sch:let/@name/string()[. = $elsewhere]"/>
        <xsl:with-param name="suffix" tunnel="yes" as="xs:string"
          select="'-of-pattern-' || count(preceding-sibling::sch:pattern) + 1"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:pattern[sch:let]//@*" mode="m:scopes">
    <xsl:param name="renamed" as="xs:string*" tunnel="yes"/>
    <xsl:param name="suffix" as="xs:string" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="parent::sch:let and local-name() eq 'name' and . = $renamed">
        <xsl:attribute name="name" select=". || $suffix"/>
        <xsl:attribute name="s:name" select="."/>
      </xsl:when>
      <xsl:when test="exists($renamed) and contains(., '$')">
        <xsl:attribute name="{name()}" namespace="{namespace-uri()}"
          select="f:renamed(., $renamed, $suffix)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:copy/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- An expression in which some variables have another name; strings stay as they are. -->
  <xsl:function name="f:renamed" as="xs:string">
    <xsl:param name="expression" as="xs:string"/>
    <xsl:param name="names" as="xs:string*"/>
    <xsl:param name="suffix" as="xs:string"/>
    <xsl:variable name="pieces" as="xs:string*">
      <xsl:analyze-string select="$expression"
        regex="&quot;[^&quot;]*&quot;|'[^']*'|\$\s*([\i-[:]][\c-[:]]*(:[\i-[:]][\c-[:]]*)?)">
        <xsl:matching-substring>
          <xsl:sequence select="if (regex-group(1) = $names) then . || $suffix else ."/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($pieces)"/>
  </xsl:function>

</xsl:stylesheet>
