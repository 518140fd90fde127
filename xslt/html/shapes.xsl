<?xml version="1.0" encoding="UTF-8"?>
<!--
  The shapes that the chapters' modules are made of. They decide what TEI leaves open and HTML does
  not: a block never stands inside a paragraph or a phrase.
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

  <!-- Takes out of rendered HTML what may be on a page only once. -->
  <xsl:mode name="m:copy" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <!-- Phrases: a span, or a div if a block stands inside. -->
  <xsl:template name="inline">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="* and f:holds-block(.)">
        <div>
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:call-template name="content"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:call-template name="content"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same with the element's name for its class. What occurs ten thousand times in a document
       calls this one: a parameter costs more than an element. -->
  <xsl:template name="phrase">
    <xsl:choose>
      <xsl:when test="* and f:holds-block(.)">
        <div>
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Phrases that are citable units. -->
  <xsl:template name="inline-unit">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <!-- Paragraph-like: a p, or a div if a block stands inside. Always a citable unit. -->
  <xsl:template name="paragraph">
    <xsl:choose>
      <xsl:when test="* and f:holds-block(.)">
        <div>
          <xsl:call-template name="unit-attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <p>
          <xsl:call-template name="unit-attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Blocks that nobody cites by themselves. -->
  <xsl:template name="block">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <div>
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- Citable units. -->
  <xsl:template name="unit">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <div>
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
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
    <xsl:for-each select="node()[self::*[@* or node()] or self::text()[normalize-space()]]">
      <xsl:if test="position() gt 1">
        <span class="separator" data-made="">{$separator}</span>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The children with room between them, whatever the white space of the source. -->
  <xsl:template name="spaced">
    <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
      <xsl:if test="position() gt 1">
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
  </xsl:template>

  <!-- A definition list of the children, each with a made label; text between them is kept. -->
  <xsl:template name="fields">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="unit" as="xs:boolean" select="false()"/>
    <dl>
      <xsl:choose>
        <xsl:when test="$unit">
          <xsl:call-template name="unit-attributes-of-class">
            <xsl:with-param name="class" select="$class || ' fields'"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="$class || ' fields'"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
        <xsl:call-template name="field"/>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <!-- One child of a definition list; if it has no content, what its attributes say, which pointers
       and dates say themselves. -->
  <xsl:template name="field">
    <xsl:variable name="says" as="xs:boolean"
      select="node() or self::ptr or self::date or self::time"/>
    <div class="field">
      <dt data-made="">
        <xsl:if test="self::*">
          <xsl:value-of select="f:label(.)"/>
          <xsl:if test="
            @* and (@type or @n or @ident or @status or @subtype or @version) and $says">
            <xsl:call-template name="qualifiers"/>
          </xsl:if>
        </xsl:if>
      </dt>
      <dd>
        <xsl:apply-templates select="." mode="m:html"/>
        <xsl:if test="self::* and not($says)">
          <span class="facts" data-made="">{string-join(f:facts(.), '; ')}</span>
        </xsl:if>
      </dd>
    </div>
  </xsl:template>

  <xsl:template name="qualifiers">
    <xsl:variable name="qualifiers" as="xs:string*" select="f:qualifiers(.)"/>
    <xsl:if test="exists($qualifiers)">
      <xsl:text> </xsl:text>
      <span class="facts">({string-join($qualifiers, '; ')})</span>
    </xsl:if>
  </xsl:template>

  <!-- What tells an element from others of its name: its kind, status, language. -->
  <xsl:function name="f:qualifiers" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(
      ($element/@type, $element/@subtype) ! f:kind-in-words(.)[not($element/parent::correspContext)
        or not(matches(., '^(prev|next)', 'i'))],
      ($element/@status, $element/@ident, $element/@version, $element/@n)
        ! normalize-space())[. ne '']"/>
  </xsl:function>

  <!-- A type as people would write it: withinCollection, birth_name. -->
  <xsl:function name="f:kind-in-words" as="xs:string" cache="yes">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="
      if (matches($kind, '^\p{L}+(_\p{L}+)+$')) then translate($kind, '_', ' ')
      else if (matches($kind, '^\p{Ll}{2,}(\p{Lu}\p{Ll}+)+$')) then f:words-of-name($kind)
      else normalize-space($kind)"/>
  </xsl:function>

  <!-- What the attributes of a declaration say, for people: @type and the like by their value
       alone, the others with their name. Ids, pointers to the element itself and looks do not. -->
  <xsl:function name="f:facts" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each select="$element/@*[not(namespace-uri() = 'http://www.w3.org/XML/1998/namespace'
        or local-name() = ('rend', 'rendition', 'style', 'default', 'instant', 'full', 'part',
          'TEIform'))]">
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
      satisfies map:contains($v:blocks, local-name($child))
        or ($child/* and (exists($child/self::figure[f:is-block(.)])
          or not($child/self::note[f:is-moved(.)]) and f:holds-block($child)))"/>
  </xsl:function>

  <!-- Whether an element becomes a block wherever it stands. -->
  <xsl:function name="f:is-block" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      map:contains($v:blocks, local-name($element))
      or exists($element/self::figure[* except (graphic, figDesc)])"/>
  </xsl:function>

  <!-- The names of those that do: a test compares them with what is rendered. -->
  <xsl:variable name="v:blocks" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    'ab', 'additional', 'adminInfo', 'alternate', 'annotationBlock', 'anyElement', 'argument',
    'attDef', 'attList', 'attRef', 'availability', 'back', 'biblFull', 'biblStruct', 'binding',
    'bindingDesc', 'body', 'broadcast', 'castGroup', 'castItem', 'castList', 'category', 'cell',
    'change', 'char', 'charDecl', 'classes', 'classRef', 'classSpec', 'closer', 'constraint',
    'constraintSpec', 'content', 'correspAction', 'correspDesc', 'custodialHist', 'dataFacet',
    'dataRef', 'dataSpec', 'datatype', 'decoDesc', 'div', 'div0', 'div1', 'div2', 'div3', 'div4',
    'div5', 'div6', 'div7', 'divGen', 'docEdition', 'docImprint', 'docTitle', 'editionStmt', 'eg',
    'egXML', 'elementRef', 'elementSpec', 'empty', 'encodingDesc', 'entry', 'entryFree',
    'epigraph', 'epilogue', 'event', 'exemplum', 'facsimile', 'fileDesc', 'floatingText', 'front',
    'glyph', 'group', 'handDesc', 'head', 'headItem', 'headLabel', 'history', 'hom', 'imprimatur',
    'interpGrp', 'item', 'l', 'layoutDesc', 'lg', 'line', 'list', 'listApp', 'listBibl',
    'listChange', 'listEvent', 'listNym', 'listObject', 'listOrg', 'listPerson', 'listPlace',
    'listRef', 'listRelation', 'listTranspose', 'listWit', 'macroRef', 'macroSpec', 'memberOf',
    'metDecl', 'metSym', 'model', 'modelGrp', 'modelSequence', 'moduleRef', 'moduleSpec',
    'msContents', 'msDesc', 'msFrag', 'msIdentifier', 'msItem', 'msItemStruct', 'msPart',
    'musicNotation', 'notesStmt', 'nym', 'object', 'objectDesc', 'objectIdentifier', 'opener',
    'org', 'origin', 'outputRendition', 'p', 'param', 'paramList', 'paramSpec', 'particDesc',
    'performance', 'person', 'persona', 'personGrp', 'physDesc', 'place', 'post', 'postscript',
    'profileDesc', 'prologue', 'publicationStmt', 're', 'recordHist', 'recording', 'relation',
    'remarks', 'revisionDesc', 'row', 'schemaSpec', 'scriptDesc', 'seal', 'sealDesc', 'sense',
    'sequence', 'seriesStmt', 'set', 'setting', 'settingDesc', 'sourceDesc', 'sourceDoc', 'sp',
    'spanGrp', 'specGrp', 'specGrpRef', 'specList', 'spGrp', 'standOff', 'superEntry', 'teiHeader', 'support',
    'supportDesc', 'surface', 'surfaceGrp', 'surrogates', 'table', 'taxonomy', 'text', 'textDesc',
    'textNode', 'titlePage', 'titleStmt', 'trailer', 'transpose', 'typeDesc', 'u', 'valItem',
    'valList', 'witness', 'xenoData', 'zone', 'eTree', 'tree',
    'graph', 'forest', 'listForest', 'fLib', 'fvLib', 'listAnnotation',
    'arc', 'bicond', 'cond', 'eLeaf', 'fDecl', 'fsConstraints', 'fsDecl', 'fsdDecl', 'fsdLink',
    'iNode', 'leaf', 'node', 'root', 'triangle') ! map:entry(., true()))"/>

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
