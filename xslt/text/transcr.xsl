<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Guidelines, chapter 11 (primary sources), and the editorial elements of 3.5: `reading` gives the
  text as the editor constitutes it, `diplomatic` as it stands, with brackets as epigraphers use them:
  [supplied], ⟦deleted⟧, {superfluous}. What is dropped is declared in conservation.xsl.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The content of the current element between two brackets. -->
  <xsl:template name="bracketed">
    <xsl:param name="open" as="xs:string"/>
    <xsl:param name="close" as="xs:string"/>
    <xsl:value-of select="f:made($open)"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="f:made($close)"/>
  </xsl:template>

  <xsl:template match="del" mode="m:text">
    <xsl:if test="$v:reading eq 'diplomatic'">
      <xsl:call-template name="bracketed">
        <xsl:with-param name="open" select="'⟦'"/>
        <xsl:with-param name="close" select="'⟧'"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- An erasure is a fact of the monument and shows in both readings. -->
  <xsl:template match="del[@rend = ('erasure', 'erased')]" mode="m:text" priority="2">
    <xsl:call-template name="bracketed">
      <xsl:with-param name="open" select="'⟦'"/>
      <xsl:with-param name="close" select="'⟧'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Deleted, then restored: it stands. -->
  <xsl:template match="restore/del" mode="m:text" priority="3">
    <xsl:apply-templates mode="m:text"/>
  </xsl:template>

  <xsl:template match="surplus" mode="m:text">
    <xsl:if test="$v:reading eq 'diplomatic'">
      <xsl:call-template name="bracketed">
        <xsl:with-param name="open" select="'{'"/>
        <xsl:with-param name="close" select="'}'"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="supplied" mode="m:text">
    <xsl:choose>
      <xsl:when test="$v:reading eq 'diplomatic'">
        <xsl:call-template name="bracketed">
          <xsl:with-param name="open" select="'['"/>
          <xsl:with-param name="close" select="']'"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="m:text"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Running heads, signatures and page numbers belong to the page. -->
  <xsl:template match="fw" mode="m:text">
    <xsl:if test="$v:reading eq 'diplomatic'">
      <xsl:call-template name="between">
        <xsl:with-param name="before" select="$v:line"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- What an expansion adds, and the sign for it that it replaces, outside a choice. -->
  <xsl:template match="ex[not(parent::choice)]" mode="m:text">
    <xsl:if test="$v:reading ne 'diplomatic'">
      <xsl:apply-templates mode="m:text"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="expan/am | expan/abbr/am" mode="m:text">
    <xsl:if test="$v:reading eq 'diplomatic'">
      <xsl:apply-templates mode="m:text"/>
    </xsl:if>
  </xsl:template>

  <!-- Descriptions of images are no text of the document; a transcription by surfaces is. -->
  <xsl:template match="facsimile" mode="m:text"/>

  <xsl:template match="sourceDoc | surface | surfaceGrp | zone" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="line" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="space" mode="m:text">
    <xsl:value-of select="' '"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="' '"/>
  </xsl:template>

</xsl:stylesheet>
