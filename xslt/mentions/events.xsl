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
    <xsl:sequence select="f:open-unit(.)"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- An item is cited together with its label: its unit opens where the label begins. -->
  <xsl:template mode="m:mentions" priority="1"
    match="list/label[following-sibling::*[1][self::item[@xml:id]]]">
    <xsl:sequence select="f:open-unit(following-sibling::*[1])"/>
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
    <xsl:sequence select="f:open-unit(.)"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- What may be a mention, or say something about one. -->
  <xsl:template mode="m:mentions" match="
      persName | placeName | geogName | orgName | rs | name | title | date | origDate | docDate
      | quote | q | said | cit | bibl | biblStruct | biblFull | citedRange | biblScope | author | orth">
    <xsl:sequence select="f:open(.)"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- The same for what stands on a line of its own, or is a word apart from what follows. -->
  <xsl:template mode="m:mentions" priority="1" match="speaker | head | correspAction
      | correspAction/(persName | placeName | orgName | name | rs | date | settlement[@ref | @key])
      | titleStmt/title">
    <xsl:sequence select="f:open(.)"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3; </xsl:text>
  </xsl:template>

  <!-- Elements that mention something only if they point to it. -->
  <xsl:template mode="m:mentions" match="
      (term | settlement | country | region | district | bloc | geogFeat | editor
       | objectName
       | eventName | roleName | ref | ptr | role | origPlace | repository | affiliation)
      [@ref | @key | @target | @corresp]">
    <xsl:sequence select="f:open(.)"/>
    <xsl:apply-templates mode="m:mentions"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <xsl:function name="f:open-unit" as="xs:string">
    <xsl:param name="unit" as="element()"/>
    <xsl:sequence select="'&#xFDD0;' || local-name($unit) || '&#xFDD1;@id=' || f:id($unit)
      || f:attributes($unit) || '&#xFDD2;'"/>
  </xsl:function>

  <xsl:function name="f:open" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence
      select="'&#xFDD0;' || local-name($element) || f:attributes($element) || '&#xFDD2;'"/>
  </xsl:function>

  <xsl:function name="f:attributes" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence
      select="string-join($element/@* ! ('&#xFDD1;' || local-name() || '=' || .))"/>
  </xsl:function>

</xsl:stylesheet>
