<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapters 4 (default text structure), 2 and 15 (header, corpora). -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The header is no part of the reading text (declared in conservation.xsl). -->
  <xsl:template match="teiHeader" mode="m:text"/>

  <xsl:template match="TEI | text | front | body | back | group | floatingText | standOff
    | div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:section"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="head | opener | closer | argument | epigraph | trailer | postscript
    | titlePage | imprimatur" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="titlePart | titlePage/docAuthor | front/docAuthor | docImprint
    | titlePage/docDate | front/docDate | docEdition | byline | dateline
    | salute | signed | address | addrLine | meeting" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What is left of the web page that a text was taken from (declared in conservation.xsl). -->
  <xsl:template match="div[@type eq 'page-remains'] | ab[@type eq 'page-remains']" mode="m:text">
    <xsl:if test="$v:page-remains eq 'show'">
      <xsl:call-template name="between"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
