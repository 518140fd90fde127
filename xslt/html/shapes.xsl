<?xml version="1.0" encoding="UTF-8"?>
<!--
  The shapes that the chapters' modules are made of. They decide what TEI leaves open and HTML does
  not: a block never stands inside a paragraph or a phrase.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Takes out of rendered HTML what may be on a page only once. -->
  <xsl:mode name="m:copy" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <!-- Phrases: a span, or a div if a block stands inside. -->
  <xsl:template name="inline">
    <xsl:param name="class" as="xs:string*" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="* and f:holds-block(.)">
        <div>
          <xsl:sequence select="f:attributes(., $class)"/>
          <xsl:apply-templates mode="m:html"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:sequence select="f:attributes(., $class)"/>
          <xsl:apply-templates mode="m:html"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Phrases that are citable units. -->
  <xsl:template name="inline-unit">
    <xsl:param name="class" as="xs:string*" select="local-name()"/>
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:unit-attributes(., $class)"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <!-- Paragraph-like: a p, or a div if a block stands inside. Always a citable unit. -->
  <xsl:template name="paragraph">
    <xsl:param name="class" as="xs:string*" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="* and f:holds-block(.)">
        <div>
          <xsl:sequence select="f:unit-attributes(., $class)"/>
          <xsl:apply-templates mode="m:html"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <p>
          <xsl:sequence select="f:unit-attributes(., $class)"/>
          <xsl:apply-templates mode="m:html"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Blocks that nobody cites by themselves. -->
  <xsl:template name="block">
    <xsl:param name="class" as="xs:string*" select="local-name()"/>
    <div>
      <xsl:sequence select="f:attributes(., $class)"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- Citable units. -->
  <xsl:template name="unit">
    <xsl:param name="class" as="xs:string*" select="local-name()"/>
    <div>
      <xsl:sequence select="f:unit-attributes(., $class)"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- Words that are not the document's. -->
  <xsl:template name="made">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'made'"/>
    <span class="{$class}" data-made="">{$text}</span>
  </xsl:template>

  <!-- The children in a row, with made separators: for elements without punctuation of their own. -->
  <xsl:template name="sequence">
    <xsl:param name="separator" as="xs:string" select="', '"/>
    <xsl:for-each select="* | text()[normalize-space()]">
      <xsl:if test="position() gt 1">
        <span class="separator" data-made="">{$separator}</span>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
  </xsl:template>

  <!-- A definition list of the children, each with a made label; text between them is kept. -->
  <xsl:template name="fields">
    <xsl:param name="class" as="xs:string*" select="local-name()"/>
    <xsl:param name="unit" as="xs:boolean" select="false()"/>
    <dl>
      <xsl:sequence select="
        if ($unit) then f:unit-attributes(., ($class, 'fields'))
        else f:attributes(., ($class, 'fields'))"/>
      <xsl:for-each select="* | text()[normalize-space()]">
        <xsl:call-template name="field"/>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <!-- One child of a definition list; if it has no content, what its attributes say. -->
  <xsl:template name="field">
    <div class="field">
      <dt data-made="">
        <xsl:value-of select="self::*/f:label(.)"/>
        <xsl:if test="node() and exists(f:qualifiers(.))">
          <xsl:text> </xsl:text>
          <span class="facts">({string-join(f:qualifiers(.), '; ')})</span>
        </xsl:if>
      </dt>
      <dd>
        <xsl:apply-templates select="." mode="m:html"/>
        <xsl:if test="self::* and not(node())">
          <span class="facts" data-made="">{string-join(f:facts(.), '; ')}</span>
        </xsl:if>
      </dd>
    </div>
  </xsl:template>

  <!-- What tells an element from others of its name: its kind, status, language. -->
  <xsl:function name="f:qualifiers" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      $element/(@type, @subtype, @status, @ident, @version, @n) ! normalize-space() [. ne '']"/>
  </xsl:function>

  <!-- What the attributes of a declaration say, for people: @type and the like by their value
       alone, the others with their name. Ids, pointers to the element itself and looks do not. -->
  <xsl:function name="f:facts" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each select="$element/(@* except (@xml:id | @xml:lang | @xml:space | @xml:base | @rend
      | @rendition | @style | @default | @instant | @full | @part | @TEIform))">
      <xsl:choose>
        <xsl:when test="
          local-name() = ('type', 'subtype', 'status', 'ident', 'when', 'gi', 'name', 'value')">
          <xsl:sequence select="normalize-space()[. ne '']"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="
            lower-case(f:spelled-out(local-name())) || ': ' || f:pointer-words(.)"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- Whether a block stands inside an element that would otherwise be a paragraph or a phrase.
       Notes do not count if they are moved out. -->
  <xsl:function name="f:holds-block" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      some $child in $element/*
      satisfies f:is-block($child)
        or ($child/* and not($child/self::note[f:is-moved(.)]) and f:holds-block($child))"/>
  </xsl:function>

  <!-- Whether an element becomes a block wherever it stands. -->
  <xsl:function name="f:is-block" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/(self::p | self::ab | self::l | self::lg | self::list | self::table
        | self::figure[* except (graphic, figDesc)] | self::floatingText | self::sp | self::spGrp
        | self::div | self::head | self::listBibl | self::biblStruct | self::biblFull | self::msDesc
        | self::entry | self::entryFree | self::castList | self::listWit | self::listPerson
        | self::listPlace | self::listOrg | self::listEvent | self::listNym | self::listRelation
        | self::person | self::personGrp | self::place | self::org | self::event | self::specList | self::schemaSpec
        | self::elementSpec | self::classSpec | self::macroSpec | self::listApp | self::eTree
        | self::tree | self::graph | self::u | self::opener | self::closer | self::postscript
        | self::superEntry | self::availability | self::*:egXML | self::eg | self::post
        | self::annotationBlock | self::spanGrp | self::interpGrp | self::castGroup | self::castItem
        | self::set | self::performance | self::prologue | self::epilogue | self::hom | self::re
        | self::sense | self::listObject | self::object | self::persona | self::nym
        | self::relation | self::standOff | self::dataSpec | self::moduleSpec | self::attList
        | self::attDef | self::valList | self::valItem | self::exemplum | self::remarks
        | self::constraintSpec | self::content | self::moduleRef | self::specGrp | self::forest
        | self::listForest | self::fLib | self::fvLib | self::listAnnotation))"/>
  </xsl:function>

  <!-- Rendered HTML without ids, links and moved notes: for a second place on the page. -->
  <xsl:function name="f:copy" as="node()*">
    <xsl:param name="html" as="node()*"/>
    <xsl:apply-templates select="$html" mode="m:copy"/>
  </xsl:function>

  <xsl:template match="@id | @data-moved" mode="m:copy"/>

  <xsl:template match="*:a" mode="m:copy">
    <span>
      <xsl:apply-templates select="@class | node()" mode="m:copy"/>
    </span>
  </xsl:template>

  <xsl:template match="*[@data-moved]" mode="m:copy" priority="1"/>

</xsl:stylesheet>
