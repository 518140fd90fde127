<?xml version="1.0" encoding="UTF-8"?>
<!-- What an assertion says (ISO 5.4.1 to 5.4.17): its text with value-of and name, diagnostics and
     properties, as elements of SVRL. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:svrl="http://purl.oclc.org/dsdl/svrl"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:function name="f:result" as="element()">
    <xsl:param name="assertion" as="element()"/>
    <xsl:variable name="subject" as="attribute()?"
      select="($assertion/@subject, $assertion/parent::sch:rule/@subject)[1]"/>
    <xsl:variable name="rule" as="element(sch:rule)" select="$assertion/parent::sch:rule"/>
    <xsl:element name="svrl:{if ($assertion/self::sch:assert) then 'failed-assert' else 'successful-report'}">
      <xsl:sequence select="($assertion/@id, $assertion/@test, $assertion/@see) ! f:literal(.)"/>
      <xsl:for-each select="'role', 'severity', 'flag'">
        <xsl:variable name="name" as="xs:string" select="."/>
        <xsl:sequence select="
            head(($assertion, $rule, $rule/..) ! @*[name() eq $name]) ! f:literal(.)"/>
      </xsl:for-each>
      <xsl:attribute name="s:at" select="$assertion/@s:at"/>
      <xsl:element name="xsl:sequence">
        <xsl:attribute name="select"
          select="'Q{urn:editio:schematron}place(., (' || ($subject, '.')[1] || '))'"/>
      </xsl:element>
      <svrl:text>
        <xsl:copy-of select="$assertion/@xml:lang"/>
        <xsl:apply-templates select="$assertion/node()" mode="m:message"/>
      </svrl:text>
      <xsl:apply-templates select="$assertion/(sch:diagnostic | sch:property)" mode="m:reference"/>
    </xsl:element>
  </xsl:function>

  <!-- An attribute that says what it says: braces are no expressions. -->
  <xsl:function name="f:literal" as="attribute()">
    <xsl:param name="attribute" as="attribute()"/>
    <xsl:attribute name="{local-name($attribute)}" select="replace($attribute, '[{{}}]', '$0$0')"/>
  </xsl:function>

  <!-- In: a diagnostic or property of an assertion. Out: the element of SVRL. -->
  <xsl:mode name="m:reference" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="sch:diagnostic" mode="m:reference">
    <svrl:diagnostic-reference diagnostic="{@id}">
      <svrl:text>
        <xsl:copy-of select="@xml:lang"/>
        <xsl:apply-templates mode="m:message"/>
      </svrl:text>
    </svrl:diagnostic-reference>
  </xsl:template>

  <xsl:template match="sch:property" mode="m:reference">
    <svrl:property-reference property="{@id}">
      <xsl:copy-of select="@role, @scheme"/>
      <svrl:text>
        <xsl:apply-templates mode="m:message"/>
      </svrl:text>
    </svrl:property-reference>
  </xsl:template>

  <!-- In: the content of a message. Out: instructions that write it as text; emph, span and dir
       lose their tags, foreign elements too; XSLT is kept. -->
  <xsl:mode name="m:message" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <xsl:template match="text()" mode="m:message">
    <xsl:element name="xsl:text">{.}</xsl:element>
  </xsl:template>

  <xsl:template match="@*" mode="m:message"/>

  <xsl:template match="sch:value-of" mode="m:message">
    <xsl:sequence select="f:value(., @select)"/>
  </xsl:template>

  <xsl:template match="sch:name" mode="m:message">
    <xsl:sequence select="f:value(., (@path, 'name()')[1])"/>
  </xsl:template>

  <xsl:function name="f:value" as="node()+">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="expression" as="xs:string"/>
    <xsl:sequence select="$v:line"/>
    <xsl:element name="xsl:value-of">
      <xsl:sequence select="f:namespaces($element)"/>
      <xsl:attribute name="s:at" select="$element/@s:at"/>
      <xsl:attribute name="select" select="$expression"/>
    </xsl:element>
  </xsl:function>

  <xsl:template match="xsl:*" mode="m:message">
    <xsl:copy-of select="."/>
  </xsl:template>

  <!-- Those of the assertion that come after its text. -->
  <xsl:template match="sch:diagnostic | sch:property" mode="m:message"/>

</xsl:stylesheet>
