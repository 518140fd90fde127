<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapters 3.7 and 17 of the TEI Guidelines: references and pointers; linking and segmentation. -->
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

  <!-- The URL that a pointer means: from the edition, from the document's own ids, or itself if it
       is a web or mail address. Anything else (javascript:, file:, a dead end) gives nothing. -->
  <xsl:function name="f:href" as="xs:string?">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="map:contains($v:links, $pointer)">
        <xsl:sequence select="$v:links($pointer)"/>
      </xsl:when>
      <xsl:when test="starts-with($pointer, '#')">
        <xsl:variable name="target" as="element()?"
          select="key('v:by-id', substring($pointer, 2), root($element))[1]"/>
        <xsl:sequence select="$target ! ('#' || f:id(.))"/>
      </xsl:when>
      <xsl:when test="f:is-web-address($pointer)">
        <xsl:sequence select="iri-to-uri($pointer)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- Whether a pointer is an address on the web, or of mail, that is fit for a link. -->
  <xsl:function name="f:is-web-address" as="xs:boolean">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="rest" as="xs:string" select="substring-after($pointer, ':')"/>
    <xsl:sequence select="
      $rest ne '' and $rest ne '//'
      and (if (starts-with($pointer, 'http:') or starts-with($pointer, 'https:'))
        then starts-with($rest, '//')
        else f:has-web-scheme($pointer, $rest))
      and translate($pointer, ' &#9;&#10;&#13;&lt;&gt;&quot;', '') eq $pointer"/>
  </xsl:function>

  <xsl:function name="f:has-web-scheme" as="xs:boolean">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="rest" as="xs:string"/>
    <xsl:variable name="scheme" as="xs:string" select="lower-case(substring-before($pointer, ':'))"/>
    <xsl:sequence select="
      $scheme eq 'mailto' or ($scheme eq 'http' or $scheme eq 'https') and starts-with($rest, '//')"/>
  </xsl:function>

  <!-- The first URL among the pointers of an attribute. -->
  <xsl:function name="f:first-href" as="xs:string?">
    <xsl:param name="pointers" as="attribute()*"/>
    <xsl:sequence select="
      ($pointers ! (if (contains(normalize-space(), ' '))
        then for $pointer in tokenize(.) return f:href($pointer, ..)
        else f:href(normalize-space(), ..)))[1]"/>
  </xsl:function>

  <!-- What a name means: @ref, else @key, else @corresp. -->
  <xsl:function name="f:link" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@ref or $element/@key or $element/@corresp">
      <xsl:sequence select="
        ($element/@ref ! f:named-href(.), $element/@key ! f:named-href(.),
          $element/@corresp ! f:named-href(.))[1]"/>
    </xsl:if>
  </xsl:function>

  <!-- The first URL for the value of such an attribute: the same few are written again and again. -->
  <xsl:function name="f:named-href" as="xs:string?" cache="yes">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="(tokenize($value) ! f:href(., $v:root))[1]"/>
  </xsl:function>

  <!-- An element of the document, for functions that remember what they are asked for. -->
  <xsl:variable name="v:root" as="element()" select="/*"/>

  <!-- Whether an element may become a link: not if it holds a note, a reference or an apparatus
       entry, which have links of their own. -->
  <xsl:function name="f:may-link" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="not($element/*) or not($element/descendant::*
      /(self::note | self::ref | self::ptr | self::app | self::figure | self::graphic | self::media))"/>
  </xsl:function>

  <!-- A link if there is somewhere to go and nothing forbids it, else a phrase. -->
  <xsl:template name="link">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="href" as="xs:string?" select="f:link(.)"/>
    <xsl:param name="v:linked" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:choose>
      <xsl:when test="exists($href) and not($v:linked) and f:may-link(.)">
        <a href="{$href}">
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:call-template name="content">
            <xsl:with-param name="v:linked" tunnel="yes" select="true()"/>
          </xsl:call-template>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline">
          <xsl:with-param name="class" select="$class"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ref" mode="m:html">
    <xsl:param name="v:linked" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="href" as="xs:string?" select="@target ! f:first-href(.)"/>
    <xsl:choose>
      <xsl:when test="exists($href) and not($v:linked) and f:may-link(.)">
        <a href="{$href}">
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="m:html">
            <xsl:with-param name="v:linked" tunnel="yes" select="true()"/>
          </xsl:apply-templates>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="phrase"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A pointer has no text: it shows where it leads. -->
  <xsl:template match="ptr" mode="m:html">
    <xsl:param name="v:linked" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="href" as="xs:string?" select="f:first-href(@target)"/>
    <xsl:variable name="words" as="xs:string" select="f:pointer-words(string(@target))"/>
    <xsl:choose>
      <xsl:when test="exists($href) and not($v:linked)">
        <a href="{$href}" data-made="">
          <xsl:call-template name="attributes"/>
          <xsl:text>{$words}</xsl:text>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span data-made="">
          <xsl:call-template name="attributes"/>
          <xsl:text>{$words}</xsl:text>
        </span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <!-- A pointer for people: a web address without its scheme, an id without its mark. -->
  <xsl:function name="f:pointer-words" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="pointer" as="xs:string" select="normalize-space($pointer)"/>
    <xsl:sequence select="
      if (starts-with($pointer, '#') and not(contains($pointer, '/'))) then substring($pointer, 2)
      else if (contains($pointer, '/') or contains($pointer, ':'))
      then replace($pointer, '^(https?://(www\.)?|mailto:|#)', '') => replace('/$', '')
      else $pointer"/>
  </xsl:function>

  <xsl:template match="anchor" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
    </span>
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <!-- Links between elements, and alternatives among them, should have no words. -->
  <xsl:template match="link | alt | join | when" mode="m:html">
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <xsl:template match="linkGrp | altGrp | joinGrp | timeline" mode="m:html">
    <xsl:apply-templates select="node()[self::* or self::text()[normalize-space()]]" mode="m:html"/>
  </xsl:template>

</xsl:stylesheet>
