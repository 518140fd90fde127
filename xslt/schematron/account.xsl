<?xml version="1.0" encoding="UTF-8"?>
<!-- No rule gets lost: every rule and assertion of the sources that is not in the stylesheet is
     named here with the reason, and schematron/compiling.py compares. The reasons are found in the
     sources, not by the steps that leave something out. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:function name="f:left-out" as="element(s:left-out)*">
    <xsl:param name="sources" as="element(s:sources)"/>
    <xsl:param name="assembled" as="element(sch:schema)"/>
    <xsl:param name="active" as="element(sch:schema)"/>
    <xsl:variable name="patterns" as="xs:string*" select="
        $active/sch:pattern/@s:at/string()"/>
    <xsl:variable name="tree" as="document-node()">
      <xsl:document>
        <xsl:sequence select="$assembled"/>
      </xsl:document>
    </xsl:variable>
    <xsl:for-each select="$sources//(sch:rule | sch:assert | sch:report)">
      <xsl:variable name="why" as="xs:string?" select="f:why(., $tree, $patterns)"/>
      <xsl:if test="exists($why)">
        <s:left-out at="{@s:at}" why="{$why}"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- Why something is rightly not in the stylesheet; nothing if it has to be there. -->
  <xsl:function name="f:why" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="tree" as="document-node()"/>
    <xsl:param name="patterns" as="xs:string*"/>
    <xsl:variable name="placed" as="element()*" select="key('v:by-at', $node/@s:at, $tree)"/>
    <xsl:variable name="home" as="element()*" select="$placed/ancestor::sch:pattern"/>
    <xsl:sequence select="
        if ($node/ancestor::eg:egXML) then 'example'
        else if ($node/ancestor::tei:constraintSpec/@mode = 'delete') then 'deleted'
        else if ($node/ancestor::s:source/@n ne '0' and empty($placed))
          then 'another part of an included file'
        else if ($node/ancestor-or-self::sch:rule/@abstract = 'true') then 'abstract rule'
        else if ($home/@abstract = 'true') then 'abstract pattern'
        else if (exists($home) and not($home/@s:at = $patterns)) then 'not in the phase'
        else ()"/>
  </xsl:function>

  <xsl:key name="v:by-at" match="sch:rule | sch:assert | sch:report" use="@s:at"/>

</xsl:stylesheet>
