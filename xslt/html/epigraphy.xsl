<?xml version="1.0" encoding="UTF-8"?>
<!--
  Inscriptions and papyri (EpiDoc): the signs of the Leiden conventions in the text of an edition.
  They are made around what transcr.xsl shows elsewhere by looks alone.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Whether an element belongs to the text of an edition of an inscription or papyrus: a
       division of the type edition that holds running text or parts, not prose or an apparatus. -->
  <xsl:function name="f:is-leiden" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="edition" as="element(div)?"
      select="$element/ancestor::div[@type = 'edition'][1]"/>
    <xsl:sequence select="exists($edition/(ab | lg | div[@type = 'textpart']))"/>
  </xsl:function>

  <!-- One template each, because Saxon tries a pattern of many names that has a priority on every
       element; and no pattern asks f:is-leiden, because one that calls a function slows down all the
       others (docs/explanation/architecture.md, "What makes a stylesheet slow"). -->
  <xsl:template match="supplied" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template match="surplus" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template match="ex" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template match="del" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template match="add" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template match="secl" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template match="am" mode="m:html" priority="1">
    <xsl:call-template name="leiden"/>
  </xsl:template>

  <xsl:template name="leiden">
    <xsl:choose>
      <xsl:when test="f:is-leiden(.)">
        <xsl:call-template name="between-signs"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:next-match/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="between-signs">
    <xsl:variable name="signs" as="xs:string+" select="f:leiden-signs(.)"/>
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="
        f:attributes(., f:joined('leiden leiden-' || local-name(), 'reason-', @reason)), f:reason(.)"/>
      <span class="sign" data-made="">{$signs[1]}</span>
      <xsl:apply-templates mode="m:html"/>
      <span class="sign" data-made="">{if (@cert = 'low') then '?' else ()}{$signs[2]}</span>
    </xsl:element>
  </xsl:template>

  <!-- The signs around a text, opening and closing. -->
  <xsl:function name="f:leiden-signs" as="xs:string+">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element/self::ex) then ('(', ')')
      else if ($element/self::am or $element/self::surplus) then ('{', '}')
      else if ($element/self::del) then ('⟦', '⟧')
      else if ($element/self::add) then ('‵', '′')
      else if ($element/self::secl) then ('{', '}')
      else if ($element/@reason = 'omitted') then ('⟨', '⟩')
      else if ($element/@reason = 'subaudible') then ('(', ')')
      else ('[', ']')"/>
  </xsl:function>

  <!-- What is lost or cannot be read, as far as its extent is known. -->
  <xsl:template match="gap" mode="m:html" priority="1">
    <xsl:choose>
      <xsl:when test="f:is-leiden(.)">
        <span>
          <xsl:sequence select="
            f:attributes(., f:joined('gap leiden', 'reason-', @reason)), f:reason(.)"/>
          <span class="sign" data-made="">{f:leiden-gap(.)}</span>
          <xsl:apply-templates mode="m:html"/>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:next-match/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Lost letters [..3..], lost lines [- - -], unread letters as dots without brackets. Brackets
       that a supplied text around has are not doubled. -->
  <xsl:function name="f:leiden-gap" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:variable name="quantity" as="xs:integer?" select="
      if ($gap/@quantity castable as xs:integer) then xs:integer($gap/@quantity)
      else if ($gap/@extent castable as xs:integer) then xs:integer($gap/@extent) else ()"/>
    <xsl:variable name="about" as="xs:string" select="if ($gap/@precision = 'low') then 'c. ' else ''"/>
    <xsl:variable name="range" as="xs:string?"
      select="if ($gap/(@atLeast | @atMost)) then $gap/@atLeast || '–' || $gap/@atMost else ()"/>
    <xsl:variable name="inner" as="xs:string" select="
      if ($gap/@unit = 'line')
      then string-join(('- - -', ($range, $quantity ! string())[1] ! ($about || . || (if (. eq '1') then ' line' else ' lines'))), ' ')
      else if ($range) then '. . ' || $range || ' . .'
      else if (empty($quantity)) then '- - -'
      else if ($gap/@unit and not($gap/@unit = ('character', 'chars', 'letter')))
      then '- - ' || $about || $quantity || ' ' || $gap/@unit || ' - -'
      else if ($quantity le 4 and $about eq '')
      then string-join((1 to $quantity) ! '.', ' ')
      else '. . ' || $about || $quantity || ' . .'"/>
    <xsl:sequence select="
      if ($gap/@reason = 'illegible' and $gap/@unit = 'character') then replace($inner, '\. ?', '+ ') => normalize-space()
      else if ($gap/parent::supplied) then $inner
      else '[' || $inner || ']'"/>
  </xsl:function>

  <!-- Letters that are uncertain: a dot below each, by the page's stylesheet. -->
  <xsl:template match="unclear" mode="m:html" priority="1">
    <xsl:choose>
      <xsl:when test="f:is-leiden(.)">
        <xsl:call-template name="inline">
          <xsl:with-param name="class" select="f:joined('unclear leiden', 'reason-', @reason)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:next-match/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Room that was left free: (vac. 3). -->
  <xsl:template match="space[not(node())]" mode="m:html" priority="1">
    <xsl:choose>
      <xsl:when test="f:is-leiden(.)">
        <span data-made="">
          <xsl:sequence select="f:attributes(., 'space leiden'), f:reason(.)"/>
          <xsl:text>({string-join(('vac.', (@quantity, @extent[not(. = 'unknown')])[1],
            @unit[not(. = 'character')]), ' ')})</xsl:text>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:next-match/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A part of the text: fragment, column, face; its kind and number as a heading. -->
  <xsl:template match="div[@type = 'textpart'][@n | @subtype][not(head)]" mode="m:html" priority="1">
    <section>
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="'div textpart'"/>
      </xsl:call-template>
      <p class="textpart-name" data-made="">{string-join((@subtype, @n), ' ')}</p>
      <xsl:apply-templates mode="m:html"/>
    </section>
  </xsl:template>

</xsl:stylesheet>
