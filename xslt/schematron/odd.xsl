<?xml version="1.0" encoding="UTF-8"?>
<!-- Constraints of an ODD (TEI Guidelines, 23.5.2): an assert or report that stands alone is about
     the element or attribute in whose specification it is. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="constraint[sch:assert | sch:report]" mode="m:extract">
    <xsl:variable name="context" as="xs:string?" select="f:odd-context(.)"/>
    <xsl:choose>
      <xsl:when test="exists($context)">
        <sch:pattern s:at="{(sch:assert | sch:report)[1]/@s:at}">
          <sch:rule context="{$context}">
            <xsl:apply-templates select="sch:let | sch:assert | sch:report" mode="m:assemble"/>
          </sch:rule>
        </sch:pattern>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:error((sch:assert | sch:report)[1],
          'an assert without a rule has to be in an elementSpec, which says what it is about')"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates mode="m:extract"
      select="* except (sch:let | sch:assert | sch:report)"/>
  </xsl:template>

  <xsl:function name="f:odd-context" as="xs:string?">
    <xsl:param name="constraint" as="element(constraint)"/>
    <xsl:variable name="element" as="element(elementSpec)?"
      select="$constraint/ancestor::elementSpec[1]"/>
    <xsl:variable name="attribute" as="element(attDef)?"
      select="$constraint/ancestor::attDef[ancestor::elementSpec is $element][1]"/>
    <xsl:variable name="namespace" as="xs:string" select="
        ($element/@ns, $element/ancestor::schemaSpec/@ns, 'http://www.tei-c.org/ns/1.0')[1]"/>
    <xsl:sequence select="
        if (empty($element)) then ()
        else string-join((f:step($namespace, $element), $attribute/f:step-to-attribute(.)), '/')"/>
  </xsl:function>

  <xsl:function name="f:step" as="xs:string">
    <xsl:param name="namespace" as="xs:string"/>
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="'Q{' || $namespace || '}' || f:spec-name($spec)"/>
  </xsl:function>

  <xsl:function name="f:step-to-attribute" as="xs:string">
    <xsl:param name="spec" as="element(attDef)"/>
    <xsl:variable name="name" as="xs:string" select="f:spec-name($spec)"/>
    <xsl:sequence select="
        if (contains($name, ':') or not($spec/@ns)) then '@' || $name
        else '@Q{' || $spec/@ns || '}' || $name"/>
  </xsl:function>

  <!-- An altIdent is the name that documents use. -->
  <xsl:function name="f:spec-name" as="xs:string">
    <xsl:param name="spec" as="element()"/>
    <xsl:sequence select="normalize-space(($spec/altIdent, $spec/@ident)[1])"/>
  </xsl:function>

</xsl:stylesheet>
