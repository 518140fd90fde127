<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 14 of the TEI Guidelines: persons, places, organisations, events, objects and names as
  entries: a card each, with its name, its dates and its facts. Names in running text are in names.xsl.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template mode="m:html" match="
    listPerson | listPlace | listOrg | listEvent | listNym | listObject | listRelation">
    <xsl:if test="* except head or f:says(.)">
      <xsl:call-template name="block"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="standOff" mode="m:html">
    <section>
      <xsl:call-template name="unit-attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </section>
  </xsl:template>

  <!-- A card: first its names, as its heading, then the facts in their order. -->
  <xsl:template mode="m:html"
    match="person | personGrp | persona | place | org | event | nym | object">
    <xsl:variable name="content" as="node()*" select="f:sayings(.)"/>
    <xsl:variable name="heading" as="node()*" select="f:card-heading(., $content)"/>
    <xsl:variable name="said" as="xs:string*" select="
      if (count(@*) le 1 and @xml:id) then ()
      else ((@sex, @age)[not(current()/(sex | age))], f:role(.), f:period(.))"/>
    <div>
      <xsl:sequence select="
        if (self::nym or self::object or self::persona) then f:attributes(., local-name() || ' card')
        else f:unit-attributes(., local-name() || ' card')"/>
      <p class="card-name">
        <xsl:apply-templates select="$heading" mode="m:html"/>
        <xsl:if test="not($heading) and not(f:stated-name(.) = '')">
          <span data-made="">{f:stated-name(.)}</span>
        </xsl:if>
        <xsl:if test="exists($said)">
          <xsl:text> </xsl:text>
          <span class="made card-dates" data-made="">{string-join($said, ', ')}</span>
        </xsl:if>
      </p>
      <xsl:call-template name="card-facts">
        <xsl:with-param name="content" select="if ($heading) then tail($content) else $content"/>
      </xsl:call-template>
    </div>
  </xsl:template>

  <!-- The name that opens an entry. -->
  <xsl:function name="f:card-heading" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:sequence select="
      $content[1][map:contains($v:naming, local-name())][not(f:holds-block(.))]"/>
  </xsl:function>

  <xsl:variable name="v:naming" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    'persName', 'placeName', 'orgName', 'name', 'geogName', 'eventName', 'objectName', 'label',
    'form', 'country', 'settlement', 'region', 'district', 'bloc') ! map:entry(., true()))"/>

  <!-- What names an entry that has no name: its kind, its id. -->
  <xsl:function name="f:stated-name" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="name" as="element()?" select="
      $entry/(persName | placeName | orgName | name | label | head | eventName | objectName)[1]"/>
    <xsl:sequence select="
      if (f:words($name) ne '') then f:words($name)
      else ($entry/@type ! f:spelled-out(.), $entry/@xml:id/string(), '')[1]"/>
  </xsl:function>

  <!-- The facts of a card as lists; entries and lists inside it by themselves. -->
  <xsl:template name="card-facts">
    <xsl:param name="content" as="node()*"/>
    <xsl:choose>
      <xsl:when test="$content[map:contains($v:own-blocks, local-name())]">
        <xsl:call-template name="grouped-facts">
          <xsl:with-param name="content" select="$content"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="facts">
          <xsl:with-param name="class" select="''"/>
          <xsl:with-param name="facts" select="$content"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="grouped-facts">
    <xsl:param name="content" as="node()*"/>
    <xsl:for-each-group select="$content" group-adjacent="f:is-own-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="m:html"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="facts">
            <xsl:with-param name="class" select="''"/>
            <xsl:with-param name="facts" select="current-group()"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- What is no fact but stands in a card by itself. -->
  <xsl:function name="f:is-own-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="
      map:contains($v:own-blocks, local-name($node))"/>
  </xsl:function>

  <xsl:variable name="v:own-blocks" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    'p', 'ab', 'head', 'person', 'place', 'org', 'event', 'listPerson', 'listPlace', 'listOrg',
    'listEvent', 'listNym', 'listRelation', 'listObject', 'listBibl', 'nym', 'persona', 'object',
    'figure', 'table', 'list', 'linkGrp', 'link') ! map:entry(., true()))"/>

  <!-- Facts about people and places, with their dates. -->
  <xsl:template mode="m:html" match="
    affiliation | age | birth | death | climate | education | faith | floruit | gender | langKnowledge
    | langKnown | location | nationality | occupation | persPronouns | population | residence | sex
    | socecStatus | state | terrain | trait">
    <xsl:call-template name="statement"/>
  </xsl:template>

  <!-- An identifier that is a web address leads there. -->
  <xsl:template match="idno[starts-with(normalize-space(), 'http')]" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="href" select="f:href(normalize-space(), .)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="geo" mode="m:html">
    <xsl:if test="preceding-sibling::node()[1][self::* or normalize-space()]
      and matches(preceding-sibling::node()[1], '[\p{L}\p{N}]$')">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:call-template name="phrase"/>
    <xsl:call-template name="room"/>
  </xsl:template>

  <!-- A relation as a sentence: who, what, whom; those in @mutual are joined by commas. -->
  <xsl:template match="relation" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="target">
        <xsl:with-param name="pointers" select="@active"/>
      </xsl:call-template>
      <span class="relation-name" data-made="">{f:relation-words(.)}</span>
      <xsl:text> </xsl:text>
      <xsl:call-template name="target">
        <xsl:with-param name="pointers" select="@passive | @mutual"/>
      </xsl:call-template>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- The name of a relation in words: sibling_of, syriaca:commemorated, a URI's last step. -->
  <xsl:function name="f:relation-words" as="xs:string">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:sequence select="
      string(($relation/@name, $relation/@ref, $relation/@type)[1])
      => replace('^.*[/#:]([^/#:]+)$', '$1') => translate('_-', '  ')"/>
  </xsl:function>

</xsl:stylesheet>
