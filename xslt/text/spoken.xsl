<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 8 (transcriptions of speech): who speaks, then what is said. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The speaker is named by a note before the utterance, or else by @who. -->
  <xsl:template match="u" mode="m:text">
    <xsl:value-of select="$v:block"/>
    <xsl:if test="@who and not(preceding-sibling::*[1][self::note | self::speaker])">
      <xsl:value-of select="f:made(replace(@who, '#', '') || ':') || ' '"/>
    </xsl:if>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:block"/>
  </xsl:template>

  <!-- Annotated transcriptions cut utterances into segments, with or without space between them. -->
  <xsl:template match="u/seg" mode="m:text">
    <xsl:text> </xsl:text>
    <xsl:apply-templates mode="m:text"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- What is heard or seen besides the words. -->
  <xsl:template match="vocal | kinesic | incident | writing" mode="m:text">
    <xsl:if test="normalize-space()">
      <xsl:value-of select="' ' || f:made('(')"/>
      <xsl:apply-templates mode="m:text"/>
      <xsl:value-of select="f:made(')') || ' '"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="pause[not(node())]" mode="m:text">{f:made('(…)')}</xsl:template>

</xsl:stylesheet>
