<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 14 (tables, formulae, figures): a row per line, cells parted by tabs. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="table | figure[not(parent::p | parent::head | parent::cell)]" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="row" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="cell" mode="m:text">
    <xsl:if test="preceding-sibling::cell">
      <xsl:value-of select="$v:tab"/>
    </xsl:if>
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:flat"/>
      <xsl:with-param name="after" select="$v:flat-end"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="figDesc" mode="m:text">
    <xsl:value-of select="' ' || f:made('[')"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="f:made(']') || ' '"/>
  </xsl:template>

</xsl:stylesheet>
