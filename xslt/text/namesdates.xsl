<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 14 (names, dates, people, places): a record is a block of lines. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="listPerson | listPlace | listOrg | listEvent | listObject | listNym
    | listRelation" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="person | personGrp | persona | place | org | object | nym" mode="m:text">
    <xsl:call-template name="record"/>
  </xsl:template>

  <!-- Events, states and their like are lines of a record, or blocks of a list. -->
  <xsl:template match="event | state | trait | relation" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="if (parent::listEvent) then $v:block else $v:line"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="(person | personGrp | place | org)/(persName | placeName | orgName)/
    (forename | surname | addName | roleName | genName | nameLink)" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="' '"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="location/geo | location/country | location/region | location/settlement
    | location/district | location/address | location/address/addrLine" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="' '"/>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
