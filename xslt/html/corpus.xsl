<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 16 of the TEI Guidelines: language corpora. The situation, setting and participants of a text. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="textDesc" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="facts">
        <xsl:with-param name="class" select="''"/>
        <xsl:with-param name="facts" select="node()[self::* or self::text()[normalize-space()]]"/>
      </xsl:call-template>
    </div>
  </xsl:template>

  <!-- The parameters of a situation: a value in an attribute, words, or both. The last four are
       those of a corpus of novels that adds its own. -->
  <xsl:template mode="m:html" match="
    channel | constitution | derivation | domain | factuality | interaction | preparedness | purpose
    | *:authorGender | *:size | *:reprintCount | *:timeSlot">
    <xsl:variable name="said" as="xs:string*" select="
      (@type, @key, @mode, @degree, @active, @passive)
      ! (if (local-name() = ('active', 'passive')) then local-name() || ': ' || . else string())"/>
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:if test="exists($said)">
        <span class="made" data-made="">{string-join($said, ', ')}</span>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="particDesc | settingDesc" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <xsl:template match="setting" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="target">
        <xsl:with-param name="pointers" select="@who"/>
      </xsl:call-template>
      <xsl:call-template name="description"/>
    </div>
  </xsl:template>

  <xsl:template match="activity | locale" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

</xsl:stylesheet>
