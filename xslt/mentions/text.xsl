<?xml version="1.0" encoding="UTF-8"?>
<!--
  The text as it is read in indexes and found by search: regularised, corrected, expanded, the lemma
  of the apparatus, without what was deleted or belongs to the printed page.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Dropped: what the source or the editor replaced. -->
  <xsl:template mode="m:mentions" match="
      choice/orig[../reg] | choice/sic[../corr] | choice/abbr[../expan] | choice/am[../ex]
      | choice/unclear[preceding-sibling::unclear] | choice/seg[preceding-sibling::seg]
      | choice/reg[preceding-sibling::reg] | choice/corr[preceding-sibling::corr]
      | choice/expan[preceding-sibling::expan] | expan/am | app/rdg[../lem] | app/rdgGrp[../lem]
      | app/rdg[not(../lem)][preceding-sibling::rdg]
      | wit | witDetail | surplus | del | fw | teiHeader//revisionDesc | figDesc"/>

  <!-- Dropped: what is no text of the document (code examples, word forms' data, machine data). -->
  <xsl:template mode="m:mentions" match="
      egXML | tei:egXML | binaryObject | notatedMusic | facsimile//graphic | linkGrp | spanGrp | listRelation
      | listPrefixDef | fs | fvLib | idno | geo | index | interp | interpGrp"
    xmlns:tei="http://www.tei-c.org/ns/Examples"/>

  <!-- Lines, cells and the like are words apart, whatever the white space of the source. -->
  <xsl:template mode="m:mentions" match="l | item | cell | row | addrLine | titlePart | label | form
      | sense | u/seg | byline | docTitle | docImprint | docEdition | dateline | salute | signed">
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- So are the parts of a name that follow one another without room. -->
  <xsl:template mode="m:mentions" match="surname | forename | genName | addName">
    <xsl:call-template name="part-of-name"/>
  </xsl:template>

  <xsl:template name="part-of-name">
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:if test="not(@ref or @key) and following-sibling::node()[1][self::*]">
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template mode="m:mentions" match="msIdentifier | correspContext">
    <xsl:for-each select="*">
      <xsl:apply-templates select="." mode="m:mentions"/>
      <xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:template mode="m:mentions" match="lb | pb | cb | gb | milestone">
    <xsl:text>{ if (@break = 'no') then '&#xFDD4;' else ' ' }</xsl:text>
  </xsl:template>

  <xsl:template mode="m:mentions" match="gap | space">
    <xsl:text> … </xsl:text>
  </xsl:template>

  <!-- Words of an annotated text, joined as they say. -->
  <xsl:template mode="m:mentions" match="w[@join] | pc[@join]">
    <xsl:text>{ if (@join = ('left', 'both', 'overlap')) then '&#xFDD6;' else '' }</xsl:text>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>{ if (@join = ('right', 'both')) then '&#xFDD6;' else '' }</xsl:text>
  </xsl:template>

  <xsl:template mode="m:mentions" match="s">
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD5;</xsl:text>
  </xsl:template>

</xsl:stylesheet>
