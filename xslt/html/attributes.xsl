<?xml version="1.0" encoding="UTF-8"?>
<!-- What every HTML element made from a TEI element carries: class, id, language and direction. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The attributes of the HTML element that stands for the current element, whose class is its
       name. The same as f:attributes(., local-name()) in half the time: most elements are of this
       kind, and a template without parameters costs nothing to call. -->
  <xsl:template name="attributes">
    <xsl:choose>
      <xsl:when test="@*">
        <xsl:call-template name="class"/>
        <xsl:if test="@xml:id">
          <xsl:attribute name="id" select="'&#xFDE0;' || generate-id() || '&#xFDE1;'"/>
        </xsl:if>
        <xsl:if test="@xml:lang">
          <xsl:sequence select="f:language(.)"/>
        </xsl:if>
        <xsl:if test="@corresp or $v:is-aligned and @xml:id">
          <xsl:sequence select="f:correspondence(.)"/>
        </xsl:if>
        <xsl:if test="@facs">
          <xsl:sequence select="f:zone(.)"/>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="class" select="local-name()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same for a citable unit. -->
  <xsl:template name="unit-attributes">
    <xsl:choose>
      <xsl:when test="@*">
        <xsl:call-template name="class"/>
        <xsl:if test="@xml:lang">
          <xsl:sequence select="f:language(.)"/>
        </xsl:if>
        <xsl:if test="@corresp or $v:is-aligned and @xml:id">
          <xsl:sequence select="f:correspondence(.)"/>
        </xsl:if>
        <xsl:if test="@facs">
          <xsl:sequence select="f:zone(.)"/>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="class" select="local-name()"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:attribute name="id" select="'&#xFDE0;' || generate-id() || '&#xFDE1;'"/>
  </xsl:template>

  <!-- The name of the current element as its class, with its types and looks. -->
  <xsl:template name="class">
    <xsl:choose>
      <xsl:when test="@type or @subtype or @rend or @rendition or @style">
        <xsl:attribute name="class" select="f:class-names(local-name(), string(@type),
          string(@subtype), string(@rend), string(@rendition), string(@style))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="class" select="local-name()"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same with other classes: f:attributes is for another element than the current one, and
       takes longer: attributes are written where they belong, and not handed on. -->
  <xsl:template name="attributes-of-class">
    <xsl:param name="class" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="@*">
        <xsl:attribute name="class" select="f:classes(., $class)"/>
        <xsl:if test="@xml:id">
          <xsl:attribute name="id" select="'&#xFDE0;' || generate-id() || '&#xFDE1;'"/>
        </xsl:if>
        <xsl:if test="@xml:lang">
          <xsl:sequence select="f:language(.)"/>
        </xsl:if>
        <xsl:if test="@corresp or $v:is-aligned and @xml:id">
          <xsl:sequence select="f:correspondence(.)"/>
        </xsl:if>
        <xsl:if test="@facs">
          <xsl:sequence select="f:zone(.)"/>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="class" select="$class"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same for a citable unit. -->
  <xsl:template name="unit-attributes-of-class">
    <xsl:param name="class" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="@*">
        <xsl:attribute name="class" select="f:classes(., $class)"/>
        <xsl:if test="@xml:lang">
          <xsl:sequence select="f:language(.)"/>
        </xsl:if>
        <xsl:if test="@corresp or $v:is-aligned and @xml:id">
          <xsl:sequence select="f:correspondence(.)"/>
        </xsl:if>
        <xsl:if test="@facs">
          <xsl:sequence select="f:zone(.)"/>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="class" select="$class"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:attribute name="id" select="'&#xFDE0;' || generate-id() || '&#xFDE1;'"/>
  </xsl:template>

  <!-- Attributes for the HTML element that stands for a TEI element. `class`: the classes, the first
       of them by convention the TEI name; an id is given if the element has an xml:id of its own. -->
  <xsl:function name="f:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:for-each select="$element">
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:function>

  <!-- The same for a citable unit: it always has an id. -->
  <xsl:function name="f:unit-attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:for-each select="$element">
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:function>

  <!-- The classes given, then type-… from @type and @subtype, and rend-… from @rend, @rendition and
       @style. Never a style: what a document says about its looks stays a name. -->
  <xsl:function name="f:classes" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:sequence select="
      if ($element/@type or $element/@subtype or $element/@rend or $element/@rendition
        or $element/@style)
      then f:class-names($class, string($element/@type), string($element/@subtype),
        string($element/@rend), string($element/@rendition), string($element/@style))
      else $class"/>
  </xsl:function>

  <!-- The same few combinations occur again and again. -->
  <xsl:function name="f:class-names" as="xs:string" cache="yes">
    <xsl:param name="class" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="subtype" as="xs:string"/>
    <xsl:param name="rend" as="xs:string"/>
    <xsl:param name="rendition" as="xs:string"/>
    <xsl:param name="style" as="xs:string"/>
    <xsl:sequence select="concat($class,
      if ($type) then f:tokens(' type-', $type) else '',
      if ($subtype) then f:tokens(' type-', $subtype) else '',
      if ($rend) then f:tokens(' rend-', $rend) else '',
      if ($rendition) then f:tokens(' rend-', $rendition) else '',
      if ($style) then f:tokens(' rend-', f:style-values($style)) else '')"/>
  </xsl:function>

  <!-- Classes, with those that the tokens of a further attribute make. -->
  <xsl:function name="f:joined" as="xs:string">
    <xsl:param name="class" as="xs:string"/>
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:param name="attribute" as="attribute()?"/>
    <xsl:sequence select="
      if ($attribute) then $class || f:tokens(' ' || $prefix, $attribute) else $class"/>
  </xsl:function>

  <!-- The tokens of an attribute's value as class names (letters, digits and hyphens), each after
       the prefix, which begins with a space. Most values are one name already, and need no more
       than a look (a regular expression takes longer). -->
  <xsl:function name="f:tokens" as="xs:string" cache="yes">
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="word" as="xs:string" select="lower-case($value)"/>
    <xsl:sequence select="
      if (translate($word, 'abcdefghijklmnopqrstuvwxyz0123456789', '') eq '' and $word ne '')
      then $prefix || $word
      else f:cleaned-tokens($prefix, $value)"/>
  </xsl:function>

  <xsl:function name="f:cleaned-tokens" as="xs:string">
    <xsl:param name="prefix" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="names" as="xs:string*" select="
      tokenize(lower-case($value), '[\s;,]+')
      ! replace(., '^simple:', '')
      ! replace(., '[^\p{L}\p{N}]+', '-')
      ! replace(., '^-+|-+$', '')"/>
    <xsl:sequence select="string-join(distinct-values($names[. ne '']) ! ($prefix || .))"/>
  </xsl:function>

  <!-- The values of those CSS properties that are about letters: `font-style: italic` gives italic. -->
  <xsl:function name="f:style-values" as="xs:string">
    <xsl:param name="style" as="xs:string"/>
    <xsl:sequence select="
      string-join(
        tokenize($style, '\s*;\s*')
          [matches(., '^\s*(font-(style|weight|variant)|text-(align|decoration)|vertical-align)\s*:')]
        ! substring-after(., ':'), ' ')"/>
  </xsl:function>

  <!-- lang, and dir where the script runs from right to left, or from left to right inside such. -->
  <xsl:function name="f:language" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="language" as="xs:string" select="normalize-space($element/@xml:lang)"/>
    <xsl:if test="f:is-language-tag($language)">
      <xsl:attribute name="lang" select="f:language-tag($language)"/>
      <xsl:if test="$v:any-rtl">
        <xsl:variable name="outer" as="xs:string?"
          select="$element/ancestor::*[@xml:lang][1]/@xml:lang"/>
        <xsl:choose>
          <xsl:when test="f:is-rtl($language)">
            <xsl:attribute name="dir" select="'rtl'"/>
          </xsl:when>
          <xsl:when test="$outer and f:is-rtl($outer)">
            <xsl:attribute name="dir" select="'ltr'"/>
          </xsl:when>
        </xsl:choose>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- Whether anything in the document runs from right to left. -->
  <xsl:variable name="v:any-rtl" as="xs:boolean" select="
    some $tag in distinct-values(//*/@xml:lang) satisfies f:is-rtl($tag)"/>

  <!-- What a passage of a text corresponds to, as links into this page (#ID) or that of another
       text (ID.html#ID, or ../text-3f/ID.html#ID where an edition spreads its pages): parallel texts
       are set side by side by this (parallel.py). With a name, @corresp is a link like @ref
       (f:link). -->
  <xsl:function name="f:correspondence" as="attribute()?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="map:contains($v:passages, local-name($element))">
      <xsl:variable name="links" as="xs:string*" select="
        distinct-values((tokenize($element/@corresp), f:aligned($element)))
        ! f:href(., $element)[contains(., '#')][starts-with(., '../text-') or not(contains(., '/'))]"/>
      <xsl:if test="exists($links)">
        <xsl:attribute name="data-corresp" select="$links"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- Links that stand apart from the passages which they say correspond (TEI Guidelines, 17.1.2). -->
  <xsl:variable name="v:is-aligned" as="xs:boolean" select="exists(//linkGrp[f:aligns(.)]/link)"/>

  <xsl:key name="v:alignments" match="linkGrp[f:aligns(.)]/link"
    use="tokenize(@target)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- The pointers of such links from a passage to others: to those of other documents, and to those
       of its own that the link names before it. So the text that is named first stands first. -->
  <xsl:function name="f:aligned" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$v:is-aligned and $element/@xml:id">
      <xsl:variable name="own" as="xs:string" select="'#' || $element/@xml:id"/>
      <xsl:for-each select="key('v:alignments', $element/@xml:id, root($element))">
        <xsl:variable name="targets" as="xs:string*" select="tokenize(@target)"/>
        <xsl:variable name="place" as="xs:integer" select="index-of($targets, $own)[1]"/>
        <xsl:sequence select="
          $targets[. ne $own][not(starts-with(., '#')) or index-of($targets, .)[1] lt $place]"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- The elements that a text is made of, from the whole to the phrase. -->
  <xsl:variable name="v:passages" static="yes" as="map(xs:string, xs:boolean)" select="
    map:merge(('text', 'front', 'body', 'back', 'div', 'div1', 'div2', 'div3', 'div4', 'div5', 'div6',
      'div7', 'head', 'p', 'ab', 'lg', 'l', 'sp', 'u', 'seg', 's', 'cl', 'phr', 'w', 'quote', 'cit', 'q',
      'list', 'item', 'table', 'row', 'cell', 'entry', 'opener', 'closer', 'salute', 'signed',
      'dateline', 'postscript', 'stage', 'speaker', 'trailer', 'epigraph', 'argument')
      ! map{ .: true() })"/>

  <!-- Old codes of three letters for languages that BCP 47 names by two (RFC 5646, 2.2.1); the same
       as in languages.py. -->
  <xsl:variable name="v:short-languages" static="yes" as="map(xs:string, xs:string)" select="map{
    'ara': 'ar', 'ces': 'cs', 'chi': 'zh', 'cym': 'cy', 'cze': 'cs', 'dan': 'da', 'deu': 'de',
    'dut': 'nl', 'ell': 'el', 'eng': 'en', 'est': 'et', 'eus': 'eu', 'fas': 'fa', 'fin': 'fi',
    'fra': 'fr', 'fre': 'fr', 'ger': 'de', 'gle': 'ga', 'gre': 'el', 'hbs': 'sh', 'heb': 'he',
    'hin': 'hi', 'hrv': 'hr', 'hun': 'hu', 'hye': 'hy', 'ice': 'is', 'isl': 'is', 'ita': 'it',
    'jpn': 'ja', 'kat': 'ka', 'kor': 'ko', 'lat': 'la', 'lav': 'lv', 'lit': 'lt', 'nld': 'nl',
    'nor': 'no', 'per': 'fa', 'pol': 'pl', 'por': 'pt', 'ron': 'ro', 'rum': 'ro', 'rus': 'ru',
    'san': 'sa', 'slk': 'sk', 'slo': 'sk', 'slv': 'sl', 'spa': 'es', 'sqi': 'sq', 'srp': 'sr',
    'swe': 'sv', 'tur': 'tr', 'ukr': 'uk', 'yid': 'yi', 'zho': 'zh' }"/>

  <xsl:function name="f:language-tag" as="xs:string" cache="yes">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string+" select="tokenize($value, '[-_]')"/>
    <xsl:sequence select="
      string-join((($v:short-languages(lower-case($parts[1])), $parts[1])[1], tail($parts)), '-')"/>
  </xsl:function>

  <!-- Whether a value has the form of a language tag: nothing else may become one. Languages have
       two or three letters; longer codes are reserved (RFC 5646, 2.2.1). -->
  <xsl:function name="f:is-language-tag" as="xs:boolean" cache="yes">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="matches($value, '^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$')"/>
  </xsl:function>

  <!-- Whether a language tag (BCP 47) names a script that runs from right to left: by its script
       if it has one, else by the language's usual script. -->
  <xsl:function name="f:is-rtl" as="xs:boolean" cache="yes">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*" select="tokenize(lower-case($tag), '[-_]')"/>
    <xsl:variable name="script" as="xs:string?" select="$parts[position() gt 1][matches(., '^[a-z]{4}$')][1]"/>
    <xsl:sequence select="
      if ($script) then $script = ('arab', 'aran', 'hebr', 'syrc', 'syre', 'syrj', 'syrn', 'thaa',
        'nkoo', 'samr', 'mand', 'mani', 'adlm', 'armi', 'phnx', 'phli', 'phlp', 'prti', 'avst',
        'sarb', 'narb', 'rohg', 'sogd', 'orkh')
      else head($parts) = ('ar', 'ara', 'arc', 'ckb', 'dv', 'fa', 'fas', 'he', 'heb', 'ota', 'pal',
        'phn', 'ps', 'sam', 'sd', 'syc', 'syr', 'ug', 'ur', 'yi')"/>
  </xsl:function>

</xsl:stylesheet>
