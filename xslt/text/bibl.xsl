<?xml version="1.0" encoding="UTF-8"?>
<!-- Bibliographic references (chapter 3.12): in a list each is a block, elsewhere part of the line. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="listBibl" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="listBibl/bibl | listBibl/biblStruct | listBibl/biblFull | listBibl/msDesc"
    mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

  <!-- The fields of a structured reference have no punctuation of their own. -->
  <xsl:template match="monogr | analytic | imprint | series | biblStruct" mode="m:text">
    <xsl:for-each select="node()">
      <xsl:value-of select="' '"/>
      <xsl:apply-templates select="." mode="m:text"/>
    </xsl:for-each>
    <xsl:value-of select="' '"/>
  </xsl:template>

</xsl:stylesheet>
