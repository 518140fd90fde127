<?xml version="1.0" encoding="UTF-8"?>
<!--
  The marks in the text: Unicode noncharacters, which no document may contain. text.py knows them by
  the same names.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Between two paragraphs; between two lines; between two sections. Any number is one. -->
  <xsl:variable name="v:block" static="yes" as="xs:string" select="'&#xFDD0;'"/>
  <xsl:variable name="v:line" static="yes" as="xs:string" select="'&#xFDD1;'"/>
  <xsl:variable name="v:section" static="yes" as="xs:string" select="'&#xFDD2;'"/>
  <!-- Here a word goes on: no space on either side. -->
  <xsl:variable name="v:join" static="yes" as="xs:string" select="'&#xFDD3;'"/>
  <!-- Around text that is not the document's. -->
  <xsl:variable name="v:made" static="yes" as="xs:string" select="'&#xFDD4;'"/>
  <xsl:variable name="v:made-end" static="yes" as="xs:string" select="'&#xFDD5;'"/>
  <!-- Around a note; it is moved to the end, and its number stands in its place. -->
  <xsl:variable name="v:note" static="yes" as="xs:string" select="'&#xFDD6;'"/>
  <xsl:variable name="v:note-end" static="yes" as="xs:string" select="'&#xFDD7;'"/>
  <!-- Around text whose whitespace and lines are kept. -->
  <xsl:variable name="v:verbatim" static="yes" as="xs:string" select="'&#xFDD8;'"/>
  <xsl:variable name="v:verbatim-end" static="yes" as="xs:string" select="'&#xFDD9;'"/>
  <!-- Around a cell, which is one line whatever it holds; and between two cells. -->
  <xsl:variable name="v:flat" static="yes" as="xs:string" select="'&#xFDDA;'"/>
  <xsl:variable name="v:flat-end" static="yes" as="xs:string" select="'&#xFDDB;'"/>
  <xsl:variable name="v:tab" static="yes" as="xs:string" select="'&#xFDDC;'"/>

  <!-- A space that stays; an indentation consists of them. -->
  <xsl:variable name="v:space" static="yes" as="xs:string" select="'&#xFDDE;'"/>

  <!-- Text that is not the document's. Nothing is nothing. -->
  <xsl:function name="f:made" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="
      if ($text eq '') then '' else $v:made || $text || $v:made-end"/>
  </xsl:function>

  <!-- The content of the current element between two marks, by default as a block. The templates of
       the most frequent elements write it out, because the call has its price. -->
  <xsl:template name="between">
    <xsl:param name="before" as="xs:string" select="$v:block"/>
    <xsl:param name="after" as="xs:string" select="$before"/>
    <xsl:value-of select="$before"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$after"/>
  </xsl:template>

  <!-- The current element as a block in which every child element has a line of its own. -->
  <xsl:template name="record">
    <xsl:value-of select="$v:block"/>
    <xsl:for-each select="node()">
      <xsl:value-of select="self::*/$v:line"/>
      <xsl:apply-templates select="." mode="m:text"/>
    </xsl:for-each>
    <xsl:value-of select="$v:block"/>
  </xsl:template>

</xsl:stylesheet>
