<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Guidelines, chapter 13 (critical apparatus). In the text stands the lemma, or the first reading
  where there is none; readings and the notes on them are dropped (declared in conservation.xsl).
  Entries in a list or a division of their own are text.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="app[not(parent::listApp or ancestor::div/@type = 'apparatus')]"
    mode="m:text" priority="2">
    <xsl:call-template name="base"/>
  </xsl:template>

  <xsl:template match="rdgGrp[not(ancestor::listApp or ancestor::div/@type = 'apparatus')]"
    mode="m:text" priority="2">
    <xsl:call-template name="base"/>
  </xsl:template>

  <!-- What the text reads in the place of an entry: the lemma, or the first reading. -->
  <xsl:template name="base">
    <xsl:variable name="base" as="element()?" select="(lem, rdgGrp[lem], rdg, rdgGrp)[1]"/>
    <xsl:apply-templates mode="m:text"
      select="$base/self::rdgGrp | $base[not(self::rdgGrp)]/node() | text()[normalize-space()]"/>
  </xsl:template>

  <xsl:template match="listApp | listWit" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="app | witness" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="app/lem" mode="m:text">
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="f:made(']') || ' '"/>
  </xsl:template>

  <xsl:template match="app/rdg | app/rdgGrp" mode="m:text">
    <xsl:value-of select="' '"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="if (following-sibling::rdg) then f:made(';') || ' ' else ' '"/>
  </xsl:template>

</xsl:stylesheet>
