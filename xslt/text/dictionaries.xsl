<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 9 (dictionaries): an entry is a block, a sense a line. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="entry | entryFree | superEntry" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="sense | hom | re" mode="m:text">
    <xsl:value-of select="$v:line"/>
    <xsl:if test="@n and not(lbl | num)">
      <xsl:value-of select="f:made(@n || '.') || ' '"/>
    </xsl:if>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:line"/>
  </xsl:template>

  <!-- The parts of an entry are words of their own, however tightly they are encoded; what is
       written behind one follows as it is written. -->
  <xsl:template mode="m:text" match="form | gramGrp | def | etym | usg | xr | hyph | sense/cit
    | form/orth | form/pron | gramGrp/*">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="' '"/>
      <xsl:with-param name="after"
        select="if (following-sibling::node()[1]/self::text()) then '' else ' '"/>
    </xsl:call-template>
    <xsl:if test="self::form or self::def or self::cit or self::orth">
      <xsl:value-of select="f:separator(.) ! ($v:join || f:made(.) || ' ')"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
