<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 3: elements available in all documents. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="p | ab" mode="m:text">
    <xsl:value-of select="$v:block"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:block"/>
  </xsl:template>

  <!-- What is quoted, mentioned or spoken is a block where its parent holds blocks. -->
  <xsl:template match="
    (div | div1 | div2 | div3 | body | front | back | epigraph | argument)
      /(quote | q | said | cit | label | bibl | biblStruct | listBibl | desc | ref | title)" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <!-- A quotation that runs in, with made marks unless the text has its own. -->
  <xsl:template match="quote | q | said | soCalled" mode="m:text">
    <xsl:variable name="marks" as="xs:string*"
      select="if (f:is-block-quotation(.)) then () else f:quotation-marks(.)"/>
    <xsl:value-of select="$marks[1] ! f:made(.)"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$marks[2] ! f:made(.)"/>
  </xsl:template>

  <!-- The two halves of a choice: the setting takes one. Of two of a kind the first is taken. -->
  <xsl:template match="choice" mode="m:text">
    <xsl:variable name="clear" as="element()*" select="reg | corr | expan | ex"/>
    <xsl:variable name="written" as="element()*" select="orig | sic | abbr | am"/>
    <xsl:variable name="dropped" as="element()*" select="
      if (empty($clear) or empty($written)) then ()
      else if ($v:reading eq 'diplomatic') then $clear else $written"/>
    <xsl:apply-templates mode="m:text" select="
      (* except $dropped)[not(local-name() = preceding-sibling::*/local-name())]
      | text()[normalize-space()]"/>
  </xsl:template>

  <!-- The line, page or column does not show in a reading text; that a word ends there does. -->
  <xsl:template match="lb | cb | gb" mode="m:text">
    <xsl:value-of select="if (@break = 'no') then $v:join else ' '"/>
    <xsl:apply-templates mode="m:text"/>
  </xsl:template>

  <xsl:template match="pb | milestone" mode="m:text">
    <xsl:value-of select="
      if (@break = 'no') then $v:join else if (@break = 'yes') then ' ' else ()"/>
    <xsl:apply-templates mode="m:text"/>
  </xsl:template>

  <!-- Entries for an index stand in the index (declared in conservation.xsl). -->
  <xsl:template match="index" mode="m:text"/>

  <!-- Something is missing here; its description says what, or what is put in its place. -->
  <xsl:template match="gap | ellipsis" mode="m:text">
    <xsl:choose>
      <xsl:when test="normalize-space()">
        <xsl:value-of select="f:made('[')"/>
        <xsl:apply-templates mode="m:text"/>
        <xsl:value-of select="f:made(']')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="f:made('[…]')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
