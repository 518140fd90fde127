<?xml version="1.0" encoding="UTF-8"?>
<!--
  Schematron (ISO/IEC 19757-3:2016 and 2020) to XSLT 3.0.

  In: the files of a schema as schematron/reading.py gives them: s:sources, in it an s:source per
  file, the schema itself first. Every element of Schematron and XSLT has its place in @s:at
  (file:line:column); an include or extends has its file in @s:source, its fragment in @s:fragment.

  Out: a stylesheet that turns a document into SVRL (schematron/runtime.xsl says what we add).
  What is wrong with the schema is an s:error in it, with @at and @message.

  The steps, each from one schema to a simpler one, in the order of ISO 6.2 to 6.5.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:include href="schematron/assemble.xsl"/>
  <xsl:include href="schematron/odd.xsl"/>
  <xsl:include href="schematron/patterns.xsl"/>
  <xsl:include href="schematron/rules.xsl"/>
  <xsl:include href="schematron/phases.xsl"/>
  <xsl:include href="schematron/scopes.xsl"/>
  <xsl:include href="schematron/faults.xsl"/>
  <xsl:include href="schematron/compile.xsl"/>
  <xsl:include href="schematron/messages.xsl"/>
  <xsl:include href="schematron/account.xsl"/>

  <!-- The name of a phase, #ALL, #DEFAULT, or #ANY: then the stylesheet says which phase it is. -->
  <xsl:param name="v:phase" as="xs:string" select="'#DEFAULT'"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <!-- In: the document node. Out: the stylesheet. Nothing else is matched. -->
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/">
    <xsl:variable name="assembled" as="element(sch:schema)">
      <xsl:apply-templates select="s:sources" mode="m:assemble"/>
    </xsl:variable>
    <xsl:variable name="concrete" as="element(sch:schema)">
      <xsl:apply-templates select="$assembled" mode="m:patterns"/>
    </xsl:variable>
    <xsl:variable name="extended" as="element(sch:schema)">
      <xsl:apply-templates select="$concrete" mode="m:rules"/>
    </xsl:variable>
    <xsl:variable name="active" as="element(sch:schema)" select="f:active($extended, $v:phase)"/>
    <xsl:variable name="scoped" as="element(sch:schema)">
      <xsl:apply-templates select="$active" mode="m:scopes"/>
    </xsl:variable>
    <xsl:variable name="faults" as="element(s:error)*" select="f:faults($scoped)"/>
    <xsl:choose>
      <xsl:when test="exists($faults)">
        <xsl:sequence select="f:nothing($faults)"/>
      </xsl:when>
      <xsl:when test="$v:phase eq '#ANY'">
        <xsl:sequence select="f:selector($scoped)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:stylesheet($scoped, f:left-out(s:sources, $assembled, $active))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What comes of a schema with mistakes. -->
  <xsl:function name="f:nothing" as="element(xsl:transform)">
    <xsl:param name="faults" as="element(s:error)+"/>
    <xsl:element name="xsl:transform">
      <xsl:attribute name="version" select="'3.0'"/>
      <xsl:sequence select="$faults"/>
    </xsl:element>
  </xsl:function>

  <!-- Something wrong with the schema, at the place of a node. -->
  <xsl:function name="f:error" as="element(s:error)">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="message" as="xs:string"/>
    <s:error at="{$node/ancestor-or-self::*[@s:at][1]/@s:at}" message="{$message}"/>
  </xsl:function>

</xsl:stylesheet>
