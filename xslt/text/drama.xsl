<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Guidelines, chapter 7 (performance texts): the speaker has a line, the speech follows below it;
  stage directions stand in parentheses unless they bring their own.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="spGrp | castList | set | prologue | epilogue | performance" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="sp" mode="m:text">
    <xsl:value-of select="$v:block"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:block"/>
  </xsl:template>

  <xsl:template match="speaker" mode="m:text">
    <xsl:call-template name="on-its-line"/>
  </xsl:template>

  <xsl:template match="castItem | castGroup | castGroup/head | castGroup/roleDesc"
    mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="sp/p" mode="m:text" priority="2">
    <xsl:call-template name="on-its-line"/>
  </xsl:template>

  <xsl:template match="sp/ab" mode="m:text" priority="2">
    <xsl:call-template name="on-its-line"/>
  </xsl:template>

  <xsl:template name="on-its-line">
    <xsl:value-of select="$v:line"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:line"/>
  </xsl:template>

  <!-- Verse follows its speaker at once; only two stanzas are kept apart. -->
  <xsl:template match="sp/lg" mode="m:text" priority="2">
    <xsl:call-template name="on-its-line"/>
    <xsl:value-of select="if (following-sibling::*[1][self::lg]) then $v:block else ()"/>
  </xsl:template>

  <xsl:template match="stage" mode="m:text">
    <xsl:variable name="edge" as="xs:string" select="
      if (parent::sp | parent::lg) then $v:line
      else if (parent::p | parent::l | parent::speaker | parent::ab | parent::head | parent::hi) then ''
      else $v:block"/>
    <xsl:variable name="first" as="xs:string" select="substring(normalize-space(), 1, 1)"/>
    <xsl:variable name="bare" as="xs:boolean" select="not($first = ('', '(', '['))"/>
    <xsl:value-of select="if ($bare) then $edge || $v:made || '(' || $v:made-end else $edge"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="if ($bare) then $v:made || ')' || $v:made-end || $edge else $edge"/>
  </xsl:template>

</xsl:stylesheet>
