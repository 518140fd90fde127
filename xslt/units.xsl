<?xml version="1.0" encoding="UTF-8"?>
<!--
  The elements that have an id in the output, for publish/units.py, which names them.

  In: a document. Out: lines of text in document order, fields separated by spaces (written
  one by one, and no pattern of many names with a priority: docs/explanation/architecture.md, "What
  makes a stylesheet slow"):

    { generate-id kind [xml:id]    a division begins
    }                              it ends
    : generate-id kind [xml:id]    a citable unit
    # generate-id xml:id           another element with an xml:id
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:m="urn:editio:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:output method="text" encoding="UTF-8"/>

  <!-- Elements to lines. What has no id leaves no trace. -->
  <xsl:mode on-no-match="shallow-skip" on-multiple-match="fail"/>

  <!-- Only elements are visited: shallow-skip by itself would visit their attributes, too. -->
  <xsl:template match="*" priority="-1">
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <xsl:template match="
      TEI | teiCorpus | dracorCorpus | teiHeader | text | front | body | back | group
      | floatingText | standOff | div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7">
    <xsl:text>{{ </xsl:text>
    <xsl:value-of select="generate-id()"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="local-name()"/>
    <xsl:text> </xsl:text>
    <xsl:if test="@xml:id">
      <xsl:value-of select="normalize-space(@xml:id)"/>
    </xsl:if>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="*"/>
    <xsl:text>}}&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="
      p | ab | lg | sp | u | note | entry | entryFree | figure | table | list | stage | app
      | msDesc | titlePage | castList | opener | closer | argument | epigraph | trailer | cit
      | person | personGrp | place | org | event | bibl | biblStruct | biblFull | correspDesc
      | surface | line | annotationBlock | witness | item[@xml:id]">
    <xsl:text>: </xsl:text>
    <xsl:value-of select="generate-id()"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="local-name()"/>
    <xsl:text> </xsl:text>
    <xsl:if test="@xml:id">
      <xsl:value-of select="normalize-space(@xml:id)"/>
    </xsl:if>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <xsl:template match="*[@xml:id]" priority="-0.4">
    <xsl:text># </xsl:text>
    <xsl:value-of select="generate-id()"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="@xml:id ! normalize-space()"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <!-- An example of markup is a unit; the ids inside it name nothing. -->
  <xsl:template match="eg:egXML">
    <xsl:text>: </xsl:text>
    <xsl:value-of select="generate-id()"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="local-name()"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="@xml:id ! normalize-space()"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

</xsl:stylesheet>
