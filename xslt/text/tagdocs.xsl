<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Guidelines, chapter 23 (documentation elements): examples are shown as they are written, tags
  included; specifications are records.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="eg | eg:egXML" mode="m:text">
    <xsl:value-of select="$v:block || $v:verbatim"/>
    <xsl:apply-templates select="node()" mode="m:code"/>
    <xsl:value-of select="$v:verbatim-end || $v:block"/>
  </xsl:template>

  <xsl:template match="code[@xml:space = 'preserve'] | code[contains(., '&#xA;')]" mode="m:text">
    <xsl:value-of select="$v:verbatim"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:verbatim-end"/>
  </xsl:template>

  <!-- Encoding examples to themselves: text as it is, tags as made text. -->
  <xsl:mode name="m:code" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <xsl:template match="*" mode="m:code">
    <xsl:value-of select="f:made('&lt;' || name()
      || string-join(@*!(' ' || name() || '=&quot;' || replace(., '&quot;', '&amp;quot;') || '&quot;'))
      || (if (node()) then '>' else '/>'))"/>
    <xsl:if test="node()">
      <xsl:apply-templates mode="m:code"/>
      <xsl:value-of select="f:made('&lt;/' || name() || '>')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="schemaSpec | elementSpec | classSpec | macroSpec | dataSpec | moduleSpec
    | specGrp | exemplum | remarks | constraintSpec | attDef | valItem | category | taxonomy
    | classDecl" mode="m:text">
    <xsl:call-template name="record"/>
  </xsl:template>

</xsl:stylesheet>
