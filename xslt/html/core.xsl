<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 3 of the TEI Guidelines: paragraphs, emphasis, quotation, simple editorial changes,
     numbers, addresses, breaks. Lists, names, notes, references and bibliography have their modules. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="p | ab" mode="m:html">
    <xsl:call-template name="paragraph"/>
  </xsl:template>

  <xsl:template match="
    hi | emph | foreign | distinct | mentioned | gloss | desc | label | num
    | measure | measureGrp | unit | email | street | postCode | postBox | ellipsis"
    mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- A quotation is a block where it stands by itself, or holds a block. -->
  <xsl:template match="quote" mode="m:html">
    <xsl:choose>
      <xsl:when test="f:stands-alone(.) or f:holds-block(.)">
        <blockquote>
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </blockquote>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="quoted"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="q | said | soCalled" mode="m:html">
    <xsl:call-template name="quoted"/>
  </xsl:template>

  <!-- A quotation that runs in, with made marks unless the text has its own. -->
  <xsl:template name="quoted">
    <xsl:variable name="marks" as="xs:string*"
      select="if (f:is-block-quotation(.)) then () else f:quotation-marks(.)"/>
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:for-each select="$marks[1]">
        <span class="mark" data-made="">{.}</span>
      </xsl:for-each>
      <xsl:apply-templates mode="m:html"/>
      <xsl:for-each select="$marks[2]">
        <span class="mark" data-made="">{.}</span>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <xsl:template match="cit" mode="m:html">
    <xsl:choose>
      <xsl:when test="f:stands-alone(.)">
        <xsl:call-template name="unit"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline-unit"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Whether a quotation stands between paragraphs and not in one. -->
  <xsl:function name="f:stands-alone" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="parent" as="element()?" select="$element/.."/>
    <xsl:sequence select="
      if ($parent/self::cit) then f:stands-alone($parent)
      else exists($parent[self::div or self::div0 or self::div1 or self::div2 or self::div3
        or self::div4 or self::div5 or self::div6 or self::div7 or self::body or self::front
        or self::back or self::epigraph or self::argument or self::postscript])"/>
  </xsl:function>

  <!-- All halves of a choice, of which the edited one is shown: the others have the class alt. -->
  <xsl:template match="choice" mode="m:html">
    <xsl:variable name="shown" as="element()?"
      select="(reg, corr, expan, * except (sic | orig | abbr), *)[1]"/>
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
        <xsl:apply-templates select="." mode="m:half">
          <xsl:with-param name="class" select="
            if (. is $shown) then local-name() else local-name() || ' alt'"/>
        </xsl:apply-templates>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <!-- A half of a choice, with the classes to give it. -->
  <xsl:mode name="m:half" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="sic | corr | orig | reg | abbr | expan | unclear | seg" mode="m:half">
    <xsl:param name="class" as="xs:string"/>
    <xsl:call-template name="inline">
      <xsl:with-param name="class" select="$class"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="text()" mode="m:half">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="*" mode="m:half" priority="-1">
    <xsl:param name="class" as="xs:string"/>
    <xsl:element name="{if (f:is-block(.) or f:holds-block(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'half ' || $class"/>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="sic | corr | orig | reg | abbr | expan" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <xsl:template match="address" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="spaced"/>
    </span>
  </xsl:template>

  <xsl:template match="addrLine" mode="m:html">
    <xsl:call-template name="phrase"/>
    <br/>
  </xsl:template>

  <!-- Entries for a printed index: in the page, but not shown. -->
  <xsl:template match="index" mode="m:html">
    <span hidden="">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <xsl:template match="ruby" mode="m:html">
    <ruby>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </ruby>
  </xsl:template>

  <xsl:template match="rb | rt" mode="m:html" priority="-0.5">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <xsl:template match="ruby/rt" mode="m:html">
    <rt>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </rt>
  </xsl:template>

  <!-- Line beginnings: a break, and the line's number where it has one. The first line of a block
       begins with it anyway, whether that is said in it or before it. What stands wrongly in an
       element that should be empty is kept after it. -->
  <xsl:template match="lb" mode="m:html">
    <xsl:element name="{if (f:begins-block(.) or f:precedes-block(.)) then 'span' else 'br'}">
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="if (@break = 'no') then 'lb no-break' else 'lb'"/>
      </xsl:call-template>
    </xsl:element>
    <!-- What is longer names the line for programs, with its page and its hand. -->
    <xsl:if test="string-length(@n) = 1 to 8">
      <span class="line-number" data-made="">{@n}</span>
    </xsl:if>
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <xsl:function name="f:begins-block" as="xs:boolean">
    <xsl:param name="beginning" as="element()"/>
    <xsl:sequence select="
      not($beginning/preceding-sibling::node()[self::* or self::text()[normalize-space()]])
      and f:is-block($beginning/..)"/>
  </xsl:function>

  <xsl:function name="f:precedes-block" as="xs:boolean">
    <xsl:param name="beginning" as="element()"/>
    <xsl:variable name="next" as="element()?" select="$beginning/following-sibling::*[1]"/>
    <xsl:sequence select="
      exists($next) and exists($beginning/(parent::div | parent::body | parent::lg | parent::sp
        | parent::div1 | parent::div2 | parent::front | parent::back | parent::opener))
      and f:is-block($next)"/>
  </xsl:function>

  <!-- Other beginnings: their number is made from @n. -->
  <xsl:template match="pb | cb | gb | milestone" mode="m:html">
    <span data-made="">
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="f:joined(local-name(), 'unit-', @unit) || (if (@break = 'no') then ' no-break' else '')"/>
      </xsl:call-template>
      <xsl:text>{@n}</xsl:text>
      <xsl:if test="@facs">
        <xsl:if test="@n ne ''">
          <xsl:text> </xsl:text>
        </xsl:if>
        <xsl:call-template name="facsimile"/>
      </xsl:if>
    </span>
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

</xsl:stylesheet>
