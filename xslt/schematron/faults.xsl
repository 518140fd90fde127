<?xml version="1.0" encoding="UTF-8"?>
<!-- What is wrong with a schema besides its expressions, which the compiler of XSLT judges. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="v:bindings" as="xs:string*"
    select="'xslt', 'xslt1', 'xpath', 'exslt', 'xslt2', 'xpath2', 'xslt3', 'xpath3', 'xpath31'"/>

  <xsl:function name="f:binding" as="xs:string">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:sequence select="lower-case(($schema/@queryBinding, 'xslt')[1])"/>
  </xsl:function>

  <!-- The errors that earlier steps left behind, and those of the finished schema. -->
  <xsl:function name="f:faults" as="element(s:error)*">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:sequence select="$schema//s:error"/>
    <xsl:if test="not(f:binding($schema) = $v:bindings)">
      <xsl:sequence select="f:error($schema,
        'the query language ' || $schema/@queryBinding || ' is not XPath or XSLT')"/>
    </xsl:if>
    <xsl:apply-templates select="$schema//sch:*" mode="m:faults"/>
    <xsl:for-each select="$schema, $schema//sch:pattern, $schema//sch:rule">
      <xsl:for-each-group select="sch:let" group-by="string(@name)">
        <xsl:sequence select="current-group()[2]
          ! f:error(., 'the variable ' || (@s:name, @name)[1] || ' is defined twice')"/>
      </xsl:for-each-group>
    </xsl:for-each>
  </xsl:function>

  <!-- In: an element of the finished schema. Out: what is wrong with it alone. -->
  <xsl:mode name="m:faults" on-no-match="deep-skip" on-multiple-match="use-last"/>

  <xsl:template match="sch:rule[not(normalize-space(@context))]" mode="m:faults">
    <xsl:sequence select="f:error(., 'the rule has no context')"/>
  </xsl:template>

  <xsl:template match="(sch:assert | sch:report)[not(normalize-space(@test))]" mode="m:faults">
    <xsl:sequence select="f:error(., 'the ' || local-name() || ' has no test')"/>
  </xsl:template>

  <xsl:template match="(sch:assert | sch:report)[not(parent::sch:rule)]" mode="m:faults" priority="2">
    <xsl:sequence select="f:error(., 'the ' || local-name() || ' is not in a rule')"/>
  </xsl:template>

  <xsl:template match="sch:rule[not(parent::sch:pattern)]" mode="m:faults" priority="2">
    <xsl:sequence select="f:error(., 'the rule is not in a pattern')"/>
  </xsl:template>

  <xsl:template match="sch:let[not(matches(@name, '^\s*([\i-[:]][\c-[:]]*:)?[\i-[:]][\c-[:]]*\s*$'))]"
    mode="m:faults">
    <xsl:sequence select="f:error(., 'the let has no name, or one that is none: ' || @name)"/>
  </xsl:template>

  <xsl:template match="sch:value-of[not(@select)]" mode="m:faults">
    <xsl:sequence select="f:error(., 'the value-of has no select')"/>
  </xsl:template>

  <xsl:template match="sch:ns[not(@prefix castable as xs:NCName and string(@uri))]" mode="m:faults">
    <xsl:sequence select="f:error(., 'the ns has no prefix or no uri')"/>
  </xsl:template>

  <xsl:template match="sch:ns[@prefix = 'xsl'][@uri ne 'http://www.w3.org/1999/XSL/Transform']"
    mode="m:faults" priority="2">
    <xsl:sequence select="f:error(., 'the prefix xsl is that of XSLT')"/>
  </xsl:template>

</xsl:stylesheet>
