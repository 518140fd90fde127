<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 23 of the TEI Guidelines: documentation of schemas (ODD). Names of elements and attributes
  get the signs that people write around them; declarations become cards with what they declare;
  content models, constraints and processing models are shown as the source code they are.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names in running text. -->
  <xsl:template match="gi" mode="m:html">
    <xsl:call-template name="code-between">
      <xsl:with-param name="signs" select="'&lt;', '&gt;'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="att" mode="m:html">
    <xsl:call-template name="code-between">
      <xsl:with-param name="signs" select="'@', ''"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="val" mode="m:html">
    <xsl:call-template name="code-between">
      <xsl:with-param name="signs" select="'&quot;', '&quot;'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A tag: of which kind is in @type (start by default). -->
  <xsl:template match="tag" mode="m:html">
    <xsl:call-template name="code-between">
      <xsl:with-param name="signs" select="
        if (@type = 'end') then ('&lt;/', '&gt;')
        else if (@type = 'empty') then ('&lt;', '/&gt;')
        else if (@type = 'pi') then ('&lt;?', '?&gt;')
        else if (@type = 'comment') then ('&lt;!--', '--&gt;')
        else ('&lt;', '&gt;')"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="code | ident | altIdent" mode="m:html">
    <xsl:call-template name="code-between">
      <xsl:with-param name="signs" select="'', ''"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Code in a line, with signs before and after; none where the source writes them itself. -->
  <xsl:template name="code-between">
    <xsl:param name="signs" as="xs:string+"/>
    <xsl:variable name="wanted" as="xs:boolean"
      select="$signs[1] ne '' and not(starts-with(normalize-space(), $signs[1]))"/>
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'code'}">
      <xsl:call-template name="attributes"/>
      <xsl:if test="$wanted">
        <span data-made="">{$signs[1]}</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
      <xsl:if test="$wanted and $signs[2] ne ''">
        <span data-made="">{$signs[2]}</span>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="eg" mode="m:html">
    <pre>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </pre>
  </xsl:template>

  <!-- Declarations: what is declared, and how the declaration changes it, then its parts. -->
  <xsl:template mode="m:html" match="
    schemaSpec | moduleSpec | elementSpec | classSpec | macroSpec | dataSpec | paramSpec | attDef
    | constraintSpec | valItem | specGrp">
    <div>
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="local-name() || ' spec'"/>
      </xsl:call-template>
      <xsl:call-template name="spec-name"/>
      <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
        <xsl:apply-templates select="." mode="m:html"/>
        <xsl:text> </xsl:text>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template name="spec-name">
    <xsl:variable name="facts" as="xs:string*" select="
      (@module, @mode, @usage, @scheme, @type)
      ! (if (local-name() eq 'module') then 'module ' || . else string())"/>
    <p class="spec-name" data-made="">
      <xsl:if test="not(self::valItem or self::attDef)">
        <xsl:text>{f:label(.)} </xsl:text>
      </xsl:if>
      <code>{if (self::attDef) then '@' else ()}{(@ident, @xml:id)[1]}</code>
      <xsl:if test="exists($facts)">
        <xsl:text> </xsl:text>
        <span class="facts">({string-join($facts, ', ')})</span>
      </xsl:if>
    </p>
  </xsl:template>

  <xsl:template match="attList | valList | exemplum | remarks | classes | listRef | paramList" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Models and constraints, of whatever language, as source. -->
  <xsl:template mode="m:html" match="
    content | constraint | model | modelGrp | modelSequence">
    <pre>
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="local-name() || ' source'"/>
      </xsl:call-template>
      <code>
        <xsl:apply-templates mode="m:source"/>
      </code>
    </pre>
  </xsl:template>

  <xsl:template match="datatype" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <code>
        <xsl:apply-templates select="*" mode="m:source"/>
        <xsl:apply-templates select="text()" mode="m:html"/>
      </code>
    </div>
  </xsl:template>

  <!-- References to what is declared elsewhere, outside a content model. -->
  <xsl:template mode="m:html" match="
    moduleRef | classRef | elementRef | macroRef | dataRef | attRef | memberOf | specGrpRef | anyElement
    | textNode | empty | sequence | alternate | dataFacet | outputRendition | param">
    <div>
      <xsl:call-template name="attributes"/>
      <code>
        <xsl:apply-templates select="." mode="m:source"/>
      </code>
    </div>
  </xsl:template>

  <xsl:template match="defaultVal" mode="m:html">
    <span class="made" data-made="">Default: </span>
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <xsl:template match="valDesc" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <xsl:template match="equiv" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">{string-join(('≡', @name, @uri ! f:pointer-words(.)), ' ')}</span>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <!-- Names of declarations that running text lists. -->
  <xsl:template match="specList" mode="m:html">
    <ul>
      <xsl:call-template name="attributes"/>
      <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
        <li>
          <xsl:apply-templates select="." mode="m:html"/>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template match="specDesc" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <code data-made="">{@key}</code>
      <xsl:if test="@atts">
        <xsl:text> </xsl:text>
        <span data-made="">({string-join(tokenize(@atts) ! ('@' || .), ', ')})</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
