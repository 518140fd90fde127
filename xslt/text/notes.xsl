<?xml version="1.0" encoding="UTF-8"?>
<!--
  Notes (chapter 3.9). A note to a place of the text goes to the end, or is dropped where v:notes
  says so (declared in conservation.xsl). A note that stands between paragraphs is text like them;
  one that belongs to a record (a person, a reference) is a part of the record.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="note" mode="m:text">
    <xsl:if test="$v:notes eq 'end'">
      <xsl:call-template name="between">
        <xsl:with-param name="before" select="$v:note"/>
        <xsl:with-param name="after" select="$v:note-end"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="
    (div | div1 | div2 | div3 | body | front | back | list | listBibl | table | figure)
      /note[not(@place)]" mode="m:text" priority="2">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="
    (person | personGrp | persona | place | org | event | object | state | trait | relation | bibl
     | biblStruct | biblFull | monogr | analytic | imprint | series | entry | entryFree | sense | form
     | witness | category | msDesc | msItem | msContents | correspAction | listApp/app | nym)
      /note" mode="m:text" priority="3">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="' '"/>
    </xsl:call-template>
  </xsl:template>

  <!-- In records the paragraphs of a note are lines. -->
  <xsl:template match="note/p" mode="m:text" priority="2">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="$v:line"/>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
