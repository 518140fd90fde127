<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 13 of the TEI Guidelines: critical apparatus.

  In the text stands the lemma, or the first reading where there is no lemma, with a sign that
  leads to the entry in the part `apparatus`. There the lemma is repeated, and all else that the
  entry holds has moved there. Entries that lie outside the text (location-referenced or
  double-end-point, in a listApp or a division of the type apparatus) stay where they are.
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

  <!-- What an entry holds, to the list of readings; the lemma is its caller's affair. -->
  <xsl:mode name="m:reading" on-no-match="fail" on-multiple-match="fail"/>

  <!-- The entries that have something to move, in reading order. -->
  <xsl:variable name="v:entries" as="element(app)*"
    select="//app[not(f:is-in-place(.))][f:has-entry(.)]"/>

  <xsl:function name="f:is-in-place" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="
      exists($app/(parent::listApp | ancestor::div[@type = 'apparatus']))"/>
  </xsl:function>

  <xsl:function name="f:has-entry" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="
      exists($app/((* | text()[normalize-space()]) except f:base($app)))"/>
  </xsl:function>

  <!-- The reading that the text shows: the lemma, else the first reading. An entry that is tied to
       the text by pointers shows none: the text has it already. -->
  <xsl:function name="f:base" as="element()?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="
      if ($app/(@from, @to) or ($app/@loc and $v:is-located)) then ()
      else head(($app/lem, $app/rdg, $app/rdgGrp/(lem | rdg)))"/>
  </xsl:function>

  <!-- Whether the document says that its entries only name a place in the text. -->
  <xsl:variable name="v:is-located" as="xs:boolean"
    select="exists(//variantEncoding[@method = 'location-referenced'])"/>

  <xsl:template match="app" mode="m:html">
    <xsl:variable name="base" as="element()?" select="f:base(.)"/>
    <xsl:element name="{if ($base/* and f:holds-block($base)) then 'div' else 'span'}">
      <xsl:call-template name="unit-attributes"/>
      <xsl:if test="f:before-base(., $base)">
        <span data-moved="pre.{f:id(.)}"/>
      </xsl:if>
      <xsl:apply-templates select="$base" mode="m:html"/>
      <xsl:if test="f:has-entry(.)">
        <xsl:call-template name="entry-reference"/>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- What has text and stands before the lemma. -->
  <xsl:function name="f:before-base" as="node()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="base" as="element()?"/>
    <xsl:if test="not($base/.. is $app) or $base/preceding-sibling::node()[normalize-space()]">
      <xsl:sequence select="
        $app/(* | text())[. &lt;&lt; $base][not(. intersect $base/parent::*)][normalize-space()]"/>
    </xsl:if>
  </xsl:function>

  <!-- The sign in the text. Inside a link it is no link itself. -->
  <xsl:template name="entry-reference">
    <xsl:param name="v:linked" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="id" as="xs:string" select="f:id(.)"/>
    <xsl:element name="{if ($v:linked) then 'span' else 'a'}">
      <xsl:attribute name="class" select="'app-ref'"/>
      <xsl:if test="not($v:linked)">
        <xsl:attribute name="href" select="'#app.' || f:id(.)"/>
        <xsl:attribute name="aria-label" select="'Readings'"/>
      </xsl:if>
      <xsl:attribute name="data-moved" select="'rdg.' || $id"/>
      <sup data-made="">°</sup>
    </xsl:element>
  </xsl:template>

  <xsl:template match="lem | rdg" mode="m:html">
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., local-name()), f:witness-data(.)"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <!-- The witnesses of a reading as data: ids, for showing the text of one witness. -->
  <xsl:function name="f:witness-data" as="attribute()?">
    <xsl:param name="reading" as="element()"/>
    <xsl:if test="$reading/@wit">
      <xsl:attribute name="data-wit" select="
        string-join(tokenize($reading/@wit) ! replace(., '^[^#]*#', ''), ' ')"/>
    </xsl:if>
  </xsl:function>

  <!-- The part `apparatus`: an entry for each app in the text. -->
  <xsl:template match="/" mode="m:apparatus">
    <xsl:if test="$v:entries">
      <xsl:comment>part:apparatus</xsl:comment>
      <ol class="apparatus">
        <xsl:apply-templates select="$v:entries" mode="m:apparatus"/>
      </ol>
    </xsl:if>
  </xsl:template>

  <xsl:template match="app" mode="m:apparatus">
    <xsl:variable name="base" as="element()?" select="f:base(.)"/>
    <xsl:variable name="before" as="node()*" select="f:before-base(., $base)"/>
    <xsl:variable name="id" as="xs:string" select="f:id(.)"/>
    <li id="app.{$id}">
      <xsl:attribute name="class" select="f:classes(., 'entry-app')"/>
      <a class="app-place" href="#{f:id(.)}" data-made="">{f:app-place(.)}</a>
      <xsl:if test="$before">
        <div id="pre.{$id}">
          <xsl:apply-templates select="$before" mode="m:reading"/>
        </div>
      </xsl:if>
      <xsl:apply-templates select="$base" mode="m:lemma"/>
      <div class="readings" id="rdg.{$id}">
        <xsl:apply-templates select="node() except ($before, $base)" mode="m:reading">
          <xsl:with-param name="base" select="$base" tunnel="yes"/>
        </xsl:apply-templates>
      </div>
    </li>
  </xsl:template>

  <!-- A lemma again, before its readings, with its witnesses and a bracket. -->
  <xsl:mode name="m:lemma" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="lem | rdg" mode="m:lemma">
    <div class="lemma" data-made="">
      <xsl:call-template name="lemma-words"/>
      <xsl:call-template name="sigla"/>
      <xsl:text>] </xsl:text>
    </div>
  </xsl:template>

  <!-- The words of a lemma; of a long one, its beginning and its end. One that holds entries in
       entries is not rendered again for each of them. -->
  <xsl:template name="lemma-words">
    <xsl:variable name="words" as="xs:string*" select="
      if (string-length() gt 100) then tokenize(f:words(.)) else ()"/>
    <xsl:choose>
      <xsl:when test="count($words) gt 8">
        <b>{subsequence($words, 1, 3)} … {subsequence($words, count($words) - 2)}</b>
      </xsl:when>
      <xsl:when test="not(*)">
        <b>{.}</b>
      </xsl:when>
      <xsl:when test="descendant::app/descendant::app or f:holds-block(.)">
        <b>{f:words(.)}</b>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="html" as="node()*">
          <xsl:apply-templates mode="m:html"/>
        </xsl:variable>
        <b>
          <xsl:sequence select="f:copy($html)"/>
        </b>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Where an entry belongs, as people cite it: a line's number, or the numbers of the units. -->
  <xsl:function name="f:app-place" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="line" as="element(l)?" select="$app/ancestor::l[1]"/>
    <xsl:variable name="place" as="xs:string" select="
      if ($app/@loc) then string($app/@loc)
      else if ($line) then string(($line/@n, f:line-number($line))[1])
      else string-join($app/ancestor::*[self::div or self::p or self::ab or self::seg or self::u
        or self::lg]/@n, '.')"/>
    <xsl:sequence select="if ($place ne '') then $place else '↑'"/>
  </xsl:function>

  <!-- A reading: what it says, or that it leaves out, and who has it. -->
  <xsl:template match="lem | rdg" mode="m:reading">
    <xsl:param name="base" as="element()?" tunnel="yes"/>
    <xsl:if test="not(. is $base)">
      <xsl:apply-templates select="." mode="m:html"/>
      <xsl:if test="not(node()[self::* or normalize-space()])">
        <span class="omission" data-made="">om.</span>
      </xsl:if>
      <xsl:call-template name="sigla"/>
      <xsl:if test="self::lem">
        <span class="bracket" data-made="">]</span>
      </xsl:if>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template match="rdgGrp" mode="m:reading">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:reading"/>
      <xsl:call-template name="sigla"/>
    </div>
  </xsl:template>

  <xsl:template match="note | witDetail" mode="m:reading">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="
        (if (self::note) then f:unit-attributes(., 'note') else f:attributes(., 'witDetail'))"/>
      <xsl:if test="self::witDetail">
        <xsl:call-template name="sigla"/>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="node()" mode="m:reading" priority="-1">
    <xsl:apply-templates select="." mode="m:html"/>
  </xsl:template>

  <!-- Entries outside the text, where they are. -->
  <xsl:template match="listApp" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:for-each-group select="node()[self::* or self::text()[normalize-space()]]" group-adjacent="exists(self::app)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <ol class="apparatus">
              <xsl:apply-templates select="current-group()" mode="m:html"/>
            </ol>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="current-group()" mode="m:html"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template match="listApp/app" mode="m:html">
    <li>
      <xsl:call-template name="entry-in-place"/>
    </li>
  </xsl:template>

  <xsl:template match="app[ancestor::div/@type = 'apparatus'][not(parent::listApp)]" mode="m:html">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="entry-in-place"/>
    </xsl:element>
  </xsl:template>

  <xsl:template name="entry-in-place">
    <xsl:call-template name="unit-attributes-of-class">
      <xsl:with-param name="class" select="'entry-app'"/>
    </xsl:call-template>
    <xsl:call-template name="located"/>
    <xsl:apply-templates mode="m:reading"/>
  </xsl:template>

  <!-- The place in the text that an entry names by @loc, or points to by @from. -->
  <xsl:template name="located">
    <xsl:variable name="href" as="xs:string?" select="f:first-href(@from)"/>
    <xsl:variable name="words" as="xs:string" select="string((@loc, '↑'[exists($href)])[1])"/>
    <xsl:choose>
      <xsl:when test="$href">
        <a class="app-place" href="{$href}" data-made="">{$words}</a>
      </xsl:when>
      <xsl:when test="$words">
        <span class="app-place" data-made="">{$words}</span>
      </xsl:when>
    </xsl:choose>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- The sigla of @wit, @source and @resp; none where the source spells them out in a wit, or where
       the words of a detail name them. -->
  <xsl:template name="sigla">
    <xsl:variable name="pointers" as="xs:string*"
      select="distinct-values((@wit, @source, @resp[not(../(@wit | @source))]) ! tokenize(.))"/>
    <xsl:variable name="shown" as="xs:string*" select="
      if (self::witDetail)
      then $pointers[not(replace(., '^.*#', '') = tokenize(current(), '[\s,;:()]+'))]
      else $pointers"/>
    <xsl:if test="exists($shown) and not(following-sibling::*[1]/self::wit)">
      <span class="sigla" data-made="">
        <xsl:for-each select="$shown">
          <xsl:text> </xsl:text>
          <xsl:sequence select="f:siglum(.)"/>
        </xsl:for-each>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- The siglum that a pointer to a witness means, linked with the witness. -->
  <xsl:function name="f:siglum" as="element()">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="id" as="xs:string" select="f:witness-id($pointer)"/>
    <xsl:variable name="href" as="xs:string?" select="f:witness-href($pointer)"/>
    <xsl:element name="{if ($href) then 'a' else 'span'}">
      <xsl:attribute name="class" select="'siglum'"/>
      <xsl:if test="$href">
        <xsl:attribute name="href" select="$href"/>
      </xsl:if>
      <xsl:sequence select="$v:sigla($id)"/>
      <xsl:if test="not(map:contains($v:sigla, $id))">
        <xsl:text>{translate($id, '_', ' ')}</xsl:text>
      </xsl:if>
    </xsl:element>
  </xsl:function>

  <!-- The id that a pointer ends with, and where it leads: of few witnesses thousands of times. -->
  <xsl:function name="f:witness-id" as="xs:string" cache="yes">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="replace($pointer, '^.*#', '')"/>
  </xsl:function>

  <xsl:function name="f:witness-href" as="xs:string?" cache="yes">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="
      (f:href($pointer, $v:root), f:href('#' || f:witness-id($pointer), $v:root))[1]"/>
  </xsl:function>

  <!-- The sigla of the witnesses of the document, by id. -->
  <xsl:variable name="v:sigla" as="map(xs:string, node()*)" select="
    map:merge(//witness[@xml:id] ! map:entry(normalize-space(@xml:id), f:siglum-words(.)))"/>

  <!-- A siglum as the witness gives it: an abbr or idno that says so, @n, else the id in words. -->
  <xsl:function name="f:siglum-words" as="node()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="named" as="element()?" select="
      $witness/(abbr[@type = ('siglum', 'sigil')] | idno[@type = ('siglum', 'sigil')])[1]"/>
    <xsl:choose>
      <xsl:when test="$named">
        <xsl:variable name="html" as="node()*">
          <xsl:apply-templates select="$named/node()" mode="m:html"/>
        </xsl:variable>
        <xsl:sequence select="f:copy($html)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="($witness/@n, translate($witness/@xml:id, '_', ' '))[1]"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Witnesses. -->
  <xsl:template match="listWit" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:for-each-group select="node()[self::* or self::text()[normalize-space()]]"
        group-adjacent="exists(self::witness)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <ul class="witnesses">
              <xsl:apply-templates select="current-group()" mode="m:html"/>
            </ul>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="current-group()" mode="m:html"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template match="witness" mode="m:html">
    <xsl:element name="{if (parent::listWit) then 'li' else 'div'}">
      <xsl:call-template name="unit-attributes"/>
      <xsl:if test="not(abbr[@type = ('siglum', 'sigil')] | idno[@type = ('siglum', 'sigil')])">
        <b class="siglum" data-made="">{(@n, translate(@xml:id, '_', ' '))[1]}</b>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="wit | witDetail | rdgGrp" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- Where a witness begins, ends, or breaks off. -->
  <xsl:template match="lacunaStart | lacunaEnd | witStart | witEnd" mode="m:html">
    <xsl:variable name="words" as="map(xs:string, xs:string)" select="map{
      'lacunaStart': 'lacuna begins', 'lacunaEnd': 'lacuna ends',
      'witStart': 'witness begins', 'witEnd': 'witness ends' }"/>
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">[{$words(local-name())}]</span>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
