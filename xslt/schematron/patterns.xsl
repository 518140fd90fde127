<?xml version="1.0" encoding="UTF-8"?>
<!-- Abstract patterns (ISO 6.3): each pattern with is-a becomes a copy of the one that it names,
     with $name replaced by the value of the param in every attribute. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- In: the assembled schema. Out: the same without abstract patterns and without is-a. -->
  <xsl:mode name="m:patterns" on-no-match="shallow-copy" on-multiple-match="use-last"/>

  <xsl:template match="sch:pattern[@abstract = 'true']" mode="m:patterns"/>

  <xsl:template match="sch:pattern[@is-a][not(@abstract = 'true')]" mode="m:patterns">
    <xsl:variable name="abstract" as="element(sch:pattern)*" select="f:abstract(.)"/>
    <xsl:variable name="values" as="map(xs:string, xs:string)" select="map:merge(
        (sch:param, $abstract[1]/sch:param) ! map:entry(string(@name), string(@value)))"/>
    <xsl:choose>
      <xsl:when test="count($abstract) eq 1">
        <xsl:copy>
          <xsl:apply-templates select="$abstract/(@* except (@abstract | @id))" mode="m:instantiate">
            <xsl:with-param name="values" select="$values" tunnel="yes"/>
          </xsl:apply-templates>
          <xsl:copy-of select="@* except @is-a"/>
          <xsl:apply-templates select="$abstract/(* except sch:param)" mode="m:instantiate">
            <xsl:with-param name="values" select="$values" tunnel="yes"/>
          </xsl:apply-templates>
          <xsl:copy-of select="* except sch:param"/>
        </xsl:copy>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:error(., if (empty($abstract))
          then 'there is no abstract pattern ' || @is-a
          else 'there is more than one abstract pattern ' || @is-a)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:abstract" as="element(sch:pattern)*">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:sequence
      select="root($pattern)//sch:pattern[@abstract = 'true'][@id = $pattern/@is-a]"/>
  </xsl:function>

  <!-- In: an abstract pattern. Out: its copy with the values of the params. -->
  <xsl:mode name="m:instantiate" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="sch:*/@* | xsl:*/@*" mode="m:instantiate">
    <xsl:param name="values" as="map(xs:string, xs:string)" tunnel="yes"/>
    <xsl:attribute name="{name()}" namespace="{namespace-uri()}"
      select="f:substituted(., $values)"/>
  </xsl:template>

  <!-- The longest name that is a param counts: $a in $a-b if there is no param a-b. -->
  <xsl:function name="f:substituted" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="values" as="map(xs:string, xs:string)"/>
    <xsl:variable name="pieces" as="xs:string*">
      <xsl:analyze-string select="$text" regex="\$([\i-[:]][\c-[:]]*)">
        <xsl:matching-substring>
          <xsl:variable name="all" as="xs:string" select="regex-group(1)"/>
          <xsl:variable name="name" as="xs:string?" select="
              ($all, for $n in reverse(1 to string-length($all) - 1)
                return substring($all, 1, $n)[matches(substring($all, $n + 1), '^[.\-]')])
              [map:contains($values, .)][1]"/>
          <xsl:sequence select="
              if ($name) then $values($name) || substring-after($all, $name) else ."/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($pieces)"/>
  </xsl:function>

</xsl:stylesheet>
