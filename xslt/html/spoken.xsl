<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 8 of the TEI Guidelines: transcriptions of speech, parliamentary debates among them; and
  the posts of computer-mediated communication.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A turn: who speaks, as a link where the speaker is known, then what is said. -->
  <xsl:template match="u | post" mode="m:html">
    <div>
      <xsl:sequence select="
        if (self::u) then f:unit-attributes(., 'u') else f:attributes(., 'post')"/>
      <xsl:call-template name="who"/>
      <xsl:call-template name="content"/>
    </div>
  </xsl:template>

  <!-- The speaker, unless the turn goes on after an interruption. -->
  <xsl:template name="who">
    <xsl:if test="normalize-space(@who) and not(@who = preceding-sibling::u[1]/@who)">
      <p class="who" data-made="">
        <xsl:call-template name="target">
          <xsl:with-param name="pointers" select="@who"/>
        </xsl:call-template>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- The segments of a turn are its paragraphs. -->
  <xsl:template match="u/seg" mode="m:html">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'p'}">
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="annotationBlock" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:call-template name="who"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="pause" mode="m:html">
    <xsl:call-template name="happening">
      <xsl:with-param name="words" select="string-join(('pause', @dur ! replace(., '^PT([\d.]+)S$', '$1 s')), ' ')"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="vocal | kinesic | incident" mode="m:html">
    <xsl:call-template name="happening"/>
  </xsl:template>

  <!-- A change of voice: what changes, and to what. -->
  <xsl:template match="shift" mode="m:html">
    <xsl:call-template name="happening">
      <xsl:with-param name="words" select="string-join((@feature, @new), ': ')"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What is heard or seen beside the words, in brackets: its description, else its kind. -->
  <xsl:template name="happening">
    <xsl:param name="words" as="xs:string" select="string((@type, local-name())[1])"/>
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="local-name() || ' happening'"/>
      </xsl:call-template>
      <span data-made="">[</span>
      <xsl:if test="not(normalize-space())">
        <span data-made="">{$words}</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
      <span data-made="">]</span>
    </xsl:element>
  </xsl:template>

  <xsl:template match="writing" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- Where a recording comes from, in the header. -->
  <xsl:template match="recording | broadcast" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="description"/>
    </div>
  </xsl:template>

  <xsl:template match="equipment" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

</xsl:stylesheet>
