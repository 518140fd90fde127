<?xml version="1.0" encoding="UTF-8"?>
<!--
  Lists (chapter 3.8). Each item has a line of its own, with a bullet or its number, indented by
  the depth of its list.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="list" mode="m:text">
    <xsl:param name="indent" as="xs:string" tunnel="yes" select="''"/>
    <xsl:variable name="edge" as="xs:string" select="if (parent::item) then $v:line else $v:block"/>
    <xsl:value-of select="$edge"/>
    <xsl:iterate select="node()">
      <xsl:param name="number" as="xs:integer" select="1"/>
      <xsl:apply-templates select="." mode="m:text">
        <xsl:with-param name="number" select="$number"/>
        <xsl:with-param name="indent" tunnel="yes" select="$indent"/>
      </xsl:apply-templates>
      <xsl:next-iteration>
        <xsl:with-param name="number" select="if (self::item) then $number + 1 else $number"/>
      </xsl:next-iteration>
    </xsl:iterate>
    <xsl:value-of select="$edge"/>
  </xsl:template>

  <xsl:template match="item" mode="m:text">
    <xsl:param name="number" as="xs:integer" select="1"/>
    <xsl:param name="indent" as="xs:string" tunnel="yes" select="''"/>
    <xsl:variable name="bullet" as="xs:string" select="
      if (preceding-sibling::*[1][self::label]) then ''
      else if (parent::list/(@type, @rend) = ('ordered', 'numbered')) then (@n, $number)[1] || '.'
      else '-'"/>
    <xsl:value-of select="
      if ($bullet eq '') then ' ' else $v:line || f:made($indent || $bullet) || ' '"/>
    <xsl:apply-templates mode="m:text">
      <xsl:with-param name="indent" tunnel="yes" select="$indent || $v:space || $v:space"/>
    </xsl:apply-templates>
    <xsl:value-of select="$v:line"/>
  </xsl:template>

  <!-- The term that an item explains stands before it. -->
  <xsl:template match="list/label | list/headLabel | list/headItem" mode="m:text">
    <xsl:param name="indent" as="xs:string" tunnel="yes" select="''"/>
    <xsl:value-of select="$v:line || f:made($indent)"/>
    <xsl:apply-templates mode="m:text"/>
  </xsl:template>

  <!-- The first paragraph of an item goes on after the bullet, the others below it. -->
  <xsl:template match="item/p" mode="m:text" priority="2">
    <xsl:call-template name="paragraph-of-item"/>
  </xsl:template>

  <xsl:template match="item/ab" mode="m:text" priority="2">
    <xsl:call-template name="paragraph-of-item"/>
  </xsl:template>

  <xsl:template name="paragraph-of-item">
    <xsl:param name="indent" as="xs:string" tunnel="yes" select="''"/>
    <xsl:value-of select="
      if (preceding-sibling::node()[normalize-space()]) then $v:line || f:made($indent) else ''"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:line"/>
  </xsl:template>

</xsl:stylesheet>
