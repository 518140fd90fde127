<?xml version="1.0" encoding="UTF-8"?>
<!--
  The elements that matter: citable units, and what may be a mention. Which of them is a mention of
  what is decided by the reader (publish/mentions/kinds.py), from the name and the attributes.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Citable units that hold running text or mentions. -->
  <xsl:template mode="m:mentions" match="
      div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7
      | p | ab | lg | sp | u | note | entry | entryFree | figure | table | list | msDesc | titlePage
      | castList | opener | closer | argument | epigraph | trailer | person | personGrp | place | org
      | event | correspDesc | surface | annotationBlock
      | item[@xml:id] | body/bibl[@xml:id] | listBibl/bibl | listBibl/biblStruct | listBibl/biblFull">
    <xsl:call-template name="open-unit"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- An item is cited together with its label: its unit opens where the label begins. -->
  <xsl:template mode="m:mentions" priority="1"
    match="list/label[following-sibling::*[1][self::item[@xml:id]]]">
    <xsl:for-each select="following-sibling::*[1]">
      <xsl:call-template name="open-unit"/>
    </xsl:for-each>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template mode="m:mentions" priority="1"
    match="item[@xml:id][preceding-sibling::*[1][self::label]]">
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- A stage direction between the speeches is cited; one inside a line belongs to the line. -->
  <xsl:template mode="m:mentions" match="stage[not(parent::p | parent::l | parent::ab | parent::seg
      | parent::head | parent::speaker | parent::stage | parent::hi)]">
    <xsl:call-template name="open-unit"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- What may be a mention, or say something about one. -->
  <xsl:template mode="m:mentions" match="
      persName | placeName | geogName | orgName | rs | name | title | date | origDate | docDate
      | quote | q | said | cit | bibl | biblStruct | biblFull | citedRange | biblScope | author | orth">
    <xsl:call-template name="mention"/>
  </xsl:template>

  <!-- The same for what stands on a line of its own. -->
  <xsl:template mode="m:mentions" match="speaker | head | correspAction">
    <xsl:call-template name="open"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3; </xsl:text>
  </xsl:template>

  <!-- Elements that mention something only if they point to it. The pattern is of names alone: these
       are looked up, and a condition on several of them would be tried on every element. -->
  <xsl:template mode="m:mentions" match="
      term | settlement | country | region | district | bloc | geogFeat | editor | objectName
      | eventName | ref | ptr | role | origPlace | repository | affiliation">
    <xsl:choose>
      <xsl:when test="@ref or @key or @target or @corresp">
        <xsl:call-template name="mention"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="m:mentions"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template mode="m:mentions" match="roleName">
    <xsl:choose>
      <xsl:when test="@ref or @key or @target or @corresp">
        <xsl:call-template name="mention"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="part-of-name"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mention">
    <xsl:call-template name="open"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
    <xsl:call-template name="apart"/>
  </xsl:template>

  <!-- What stands in a row in the description of a letter, and titles, are apart from what follows. -->
  <xsl:template name="apart">
    <xsl:if test="parent::correspAction or parent::titleStmt">
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- Written piece by piece: to join them first takes Saxon longer. -->
  <xsl:template name="open-unit">
    <xsl:text>&#xFDD0;</xsl:text>
    <xsl:value-of select="local-name()"/>
    <!-- The token of shared/ids.xsl. -->
    <xsl:text>&#xFDD1;@id=&#xFDE0;</xsl:text>
    <xsl:value-of select="generate-id()"/>
    <xsl:text>&#xFDE1;</xsl:text>
    <xsl:if test="@*">
      <xsl:call-template name="attributes"/>
    </xsl:if>
    <xsl:text>&#xFDD2;</xsl:text>
  </xsl:template>

  <xsl:template name="open">
    <xsl:text>&#xFDD0;</xsl:text>
    <xsl:value-of select="local-name()"/>
    <xsl:call-template name="attributes"/>
    <xsl:text>&#xFDD2;</xsl:text>
  </xsl:template>

  <xsl:template name="attributes">
    <xsl:for-each select="@*">
      <xsl:text>&#xFDD1;</xsl:text>
      <xsl:value-of select="local-name()"/>
      <xsl:text>=</xsl:text>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <!-- The same as a string, for records. -->
  <xsl:function name="f:attributes" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence
      select="string-join($element/@* ! ('&#xFDD1;' || local-name() || '=' || .))"/>
  </xsl:function>

</xsl:stylesheet>
