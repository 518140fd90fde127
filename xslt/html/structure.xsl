<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 4 of the TEI Guidelines: the default text structure. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:xi="http://www.w3.org/2001/XInclude"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A document: its header is in the part `about`. -->
  <xsl:template match="TEI | teiCorpus | dracorCorpus" mode="m:html">
    <xsl:variable name="content" as="element()*" select="* except teiHeader"/>
    <xsl:if test="$content">
      <div>
        <xsl:sequence select="f:attributes(., local-name())"/>
        <xsl:apply-templates select="$content" mode="m:html"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="text | group | front | body | back" mode="m:html">
    <xsl:call-template name="unit"/>
  </xsl:template>

  <xsl:template match="floatingText" mode="m:html">
    <xsl:call-template name="unit"/>
  </xsl:template>

  <xsl:template match="div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="m:html">
    <section>
      <xsl:sequence select="f:unit-attributes(., 'div')"/>
      <xsl:apply-templates mode="m:html"/>
    </section>
  </xsl:template>

  <!-- A heading: h2 in the outermost division (h1 is the page's), never deeper than h6. -->
  <xsl:template match="head" mode="m:html">
    <xsl:variable name="depth" as="xs:integer" select="
      min((6, 1 + count(ancestor::*[
        self::div | self::div0 | self::div1 | self::div2 | self::div3 | self::div4 | self::div5
        | self::div6 | self::div7])))"/>
    <xsl:choose>
      <xsl:when test="$depth eq 1 or f:holds-block(.)">
        <xsl:call-template name="block"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="h{$depth}">
          <xsl:sequence select="f:attributes(., 'head')"/>
          <xsl:apply-templates mode="m:html"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
