<?xml version="1.0" encoding="UTF-8"?>
<!-- The stylesheet: per group of patterns that look at the same documents one mode, in it one
     template per rule. A node goes down the rules in their order (xsl:next-match); a pattern of
     which one rule has fired is not asked again (ISO 6.5). So a document is walked once, however
     many patterns there are. Each instruction begins a line and has its place in @s:at, by which
     schematron/compiling.py turns an error of the compiler into one of the schema. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:svrl="http://purl.oclc.org/dsdl/svrl"
  xmlns:s="urn:editio:schematron"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="v:line" as="text()">
    <xsl:text>&#10;</xsl:text>
  </xsl:variable>

  <xsl:function name="f:stylesheet" as="element(xsl:transform)">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:param name="left-out" as="element(s:left-out)*"/>
    <xsl:variable name="body" as="node()*">
      <xsl:for-each-group select="$schema/sch:pattern" group-by="string(@documents)">
        <xsl:sequence select="f:mode(current-group(), position())"/>
      </xsl:for-each-group>
      <xsl:sequence select="f:start($schema)"/>
    </xsl:variable>
    <xsl:sequence select="f:transform($schema, $left-out, $body)"/>
  </xsl:function>

  <!-- The frame: namespaces, keys and functions of the schema, its variables, and a body. -->
  <xsl:function name="f:transform" as="element(xsl:transform)">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:param name="account" as="element()*"/>
    <xsl:param name="body" as="node()*"/>
    <xsl:element name="xsl:transform">
      <xsl:sequence select="f:namespaces($schema)"/>
      <xsl:attribute name="version" select="'3.0'"/>
      <xsl:attribute name="exclude-result-prefixes" select="'#all'"/>
      <xsl:attribute name="xml:base" select="$schema/@xml:base"/>
      <xsl:copy-of select="$schema//xsl:import[f:is-global(.)]"/>
      <xsl:element name="xsl:include">
        <xsl:attribute name="href" select="resolve-uri('runtime.xsl', static-base-uri())"/>
      </xsl:element>
      <xsl:sequence select="$account"/>
      <s:expected rules="{count($schema/sch:pattern/sch:rule)}"
        assertions="{count($schema/sch:pattern/sch:rule/(sch:assert | sch:report))}"/>
      <xsl:for-each select="$schema//xsl:*[f:is-global(.)] except $schema//xsl:import">
        <xsl:sequence select="$v:line, ."/>
      </xsl:for-each>
      <xsl:for-each select="$schema/sch:let, $schema/sch:pattern/sch:let">
        <xsl:apply-templates select="." mode="m:compile"/>
      </xsl:for-each>
      <xsl:sequence select="$body"/>
    </xsl:element>
  </xsl:function>

  <!-- An element of XSLT that stands for itself: not in a variable, a message or other XSLT. -->
  <xsl:function name="f:is-global" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="empty($element/ancestor::*[self::xsl:* or self::sch:let
      or self::sch:assert or self::sch:report or self::sch:diagnostic or self::sch:property])"/>
  </xsl:function>

  <!-- What ODDs take for granted. -->
  <xsl:variable name="v:usual" as="map(xs:string, xs:string)" select="map{
      'tei': 'http://www.tei-c.org/ns/1.0', 'teix': 'http://www.tei-c.org/ns/Examples',
      'rng': 'http://relaxng.org/ns/structure/1.0', 'xs': 'http://www.w3.org/2001/XMLSchema'}"/>

  <!-- The prefixes of expressions: those of ns, those that the element itself can use, and, where
       there is no schema of its own, the usual ones. Everybody has that of the datatypes, because
       other implementations do, and schemas rely on it. -->
  <xsl:function name="f:namespaces" as="node()*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="declared" as="element(sch:ns)*" select="root($element)//sch:ns[@prefix][@uri]"/>
    <xsl:for-each-group select="$declared[not(@prefix = ('xml', 'xmlns', 'xsl'))]" group-by="@prefix">
      <xsl:namespace name="{@prefix}" select="string(@uri)"/>
    </xsl:for-each-group>
    <xsl:variable name="in-scope" as="xs:string*" select="in-scope-prefixes($element)
        [not(. = ('', 'xml', 'xsl', $declared/@prefix))]
        [namespace-uri-for-prefix(., $element) ne xs:anyURI('urn:editio:schematron')]"/>
    <xsl:for-each select="$in-scope">
      <xsl:namespace name="{.}" select="namespace-uri-for-prefix(., $element)"/>
    </xsl:for-each>
    <xsl:variable name="embedded" as="xs:boolean"
      select="exists(root($element)/descendant-or-self::sch:schema/@s:embedded)"/>
    <xsl:for-each select="
      map:keys($v:usual)[. eq 'xs' or $embedded][not(. = ($in-scope, $declared/@prefix))]">
      <xsl:namespace name="{.}" select="$v:usual(.)"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Backwards compatible behaviour is what the binding xslt of XPath 1.0 asks for. -->
  <xsl:function name="f:version" as="attribute(version)?">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="f:binding($node/ancestor-or-self::sch:schema) = ('xslt', 'xslt1', 'xpath', 'exslt')">
      <xsl:attribute name="version" select="'1.0'"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:mode" as="node()*">
    <xsl:param name="patterns" as="element(sch:pattern)+"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="rules" as="element(sch:rule)*" select="$patterns/sch:rule"/>
    <xsl:element name="xsl:mode">
      <xsl:attribute name="name" select="'Q{urn:editio:schematron}check-' || $number"/>
      <xsl:attribute name="on-no-match" select="'deep-skip'"/>
    </xsl:element>
    <!-- deep-skip goes from a document node to its children, which are visited anyway. -->
    <xsl:element name="xsl:template">
      <xsl:attribute name="mode" select="'Q{urn:editio:schematron}check-' || $number"/>
      <xsl:attribute name="match" select="'/'"/>
      <xsl:attribute name="priority" select="-1"/>
    </xsl:element>
    <xsl:for-each select="$rules">
      <xsl:apply-templates select="." mode="m:compile">
        <xsl:with-param name="mode" select="'Q{urn:editio:schematron}check-' || $number"/>
        <xsl:with-param name="priority" select="count($rules) + 1 - position()"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:function>

  <!-- Where it begins: the nodes that contexts can match, in the document or in those that the
       patterns name. -->
  <xsl:function name="f:start" as="node()*">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:sequence select="$v:line"/>
    <xsl:element name="xsl:template">
      <xsl:attribute name="match" select="'/'"/>
      <xsl:attribute name="priority" select="1000000"/>
      <svrl:schematron-output>
        <xsl:for-each select="($schema | $schema/sch:pattern)/sch:let">
          <xsl:if test="some $context in $schema/sch:pattern/sch:rule/@context
              satisfies contains($context, '$' || @name)">
            <xsl:sequence select="f:trial(.)"/>
          </xsl:if>
        </xsl:for-each>
        <xsl:for-each-group select="$schema/sch:pattern" group-by="string(@documents)">
          <xsl:sequence select="f:visit(current-group(), position())"/>
        </xsl:for-each-group>
      </svrl:schematron-output>
    </xsl:element>
  </xsl:function>

  <!-- An expression that fails inside a context would be one that does not match. -->
  <xsl:function name="f:trial" as="element(xsl:try)">
    <xsl:param name="variable" as="element(sch:let)"/>
    <xsl:variable name="use" as="element()">
      <xsl:element name="xsl:if">
        <xsl:sequence select="f:namespaces($variable)"/>
        <xsl:attribute name="test" select="'count($' || $variable/@name || ') lt 0'"/>
      </xsl:element>
    </xsl:variable>
    <xsl:sequence select="f:guarded($variable, $use)"/>
  </xsl:function>

  <xsl:function name="f:visit" as="node()*">
    <xsl:param name="patterns" as="element(sch:pattern)+"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="walk" as="element()">
      <xsl:element name="xsl:apply-templates">
        <xsl:attribute name="mode" select="'Q{urn:editio:schematron}check-' || $number"/>
        <xsl:attribute name="select" select="f:visited($patterns/sch:rule/@context)"/>
      </xsl:element>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$patterns[1]/@documents">
        <xsl:sequence select="f:guarded($patterns[1], f:elsewhere($patterns[1], $walk))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$walk"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The same in the documents that a pattern names; one that is missing is a result already. -->
  <xsl:function name="f:elsewhere" as="node()*">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:param name="walk" as="element()"/>
    <xsl:sequence select="$v:line"/>
    <xsl:element name="xsl:for-each">
      <xsl:sequence select="f:namespaces($pattern)"/>
      <xsl:attribute name="s:at" select="$pattern/@s:at"/>
      <xsl:attribute name="select"
        select="'Q{urn:editio:schematron}documents(., ' || $pattern/@documents || ')'"/>
      <xsl:element name="xsl:choose">
        <xsl:element name="xsl:when">
          <xsl:attribute name="test" select="'. instance of document-node()'"/>
          <xsl:sequence select="$walk"/>
        </xsl:element>
        <xsl:element name="xsl:otherwise">
          <xsl:element name="xsl:sequence">
            <xsl:attribute name="select" select="'.'"/>
          </xsl:element>
        </xsl:element>
      </xsl:element>
    </xsl:element>
  </xsl:function>

  <!-- Elements are enough where every context is a path of names; else every node is visited. -->
  <xsl:function name="f:visited" as="xs:string">
    <xsl:param name="contexts" as="xs:string*"/>
    <xsl:variable name="plain" as="xs:string*" select="
        $contexts ! replace(., '&quot;[^&quot;]*&quot;|''[^'']*''', '')
        ! f:without-predicates(.)"/>
    <xsl:variable name="names" as="xs:string"
      select="'^\s*/?/?([\w\-:*.]*[\w\-*]\s*(//?|\||$)\s*/?/?\s*)+$'"/>
    <xsl:sequence select="
        if (every $context in $plain satisfies matches($context, $names)) then '//*'
        else '/, //node(), //@*'"/>
  </xsl:function>

  <xsl:function name="f:without-predicates" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="less" as="xs:string" select="replace($context, '\[[^\[\]]*\]', '')"/>
    <xsl:sequence select="if ($less eq $context) then $less else f:without-predicates($less)"/>
  </xsl:function>

  <!-- In: a rule, a variable, an assertion. Out: the instructions; it drops titles and paragraphs,
       which are for people. -->
  <xsl:mode name="m:compile" on-no-match="deep-skip" on-multiple-match="fail"/>

  <xsl:template match="sch:rule" mode="m:compile">
    <xsl:param name="mode" as="xs:string"/>
    <xsl:param name="priority" as="xs:integer"/>
    <xsl:variable name="pattern" as="xs:string" select="'p' || count(../preceding-sibling::sch:pattern) + 1"/>
    <xsl:sequence select="$v:line"/>
    <xsl:element name="xsl:template">
      <xsl:sequence select="f:namespaces(.), f:version(.)"/>
      <xsl:if test="base-uri(.) ne xs:anyURI(ancestor::sch:schema/@xml:base)">
        <xsl:attribute name="xml:base" select="base-uri(.)"/>
      </xsl:if>
      <xsl:attribute name="s:at" select="@s:at"/>
      <xsl:attribute name="s:kind" select="'rule'"/>
      <xsl:attribute name="mode" select="$mode"/>
      <xsl:attribute name="priority" select="$priority"/>
      <xsl:attribute name="match" select="@context"/>
      <xsl:element name="xsl:param">
        <xsl:attribute name="name" select="'Q{urn:editio:schematron}fired'"/>
      </xsl:element>
      <xsl:element name="xsl:if">
        <xsl:attribute name="test" select="'not($Q{urn:editio:schematron}fired = ''' || $pattern || ''')'"/>
        <xsl:sequence select="f:guarded(., * except xsl:*)"/>
      </xsl:element>
      <xsl:element name="xsl:next-match">
        <xsl:element name="xsl:with-param">
          <xsl:attribute name="name" select="'Q{urn:editio:schematron}fired'"/>
          <xsl:attribute name="select" select="'$Q{urn:editio:schematron}fired, ''' || $pattern || ''''"/>
        </xsl:element>
      </xsl:element>
    </xsl:element>
  </xsl:template>

  <!-- An expression that fails on a document is a finding, and the other rules go on. -->
  <xsl:function name="f:guarded" as="element(xsl:try)">
    <xsl:param name="owner" as="element()"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:element name="xsl:try">
      <xsl:choose>
        <xsl:when test="$owner/self::sch:rule">
          <xsl:apply-templates select="$content" mode="m:compile"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="$content"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:element name="xsl:catch">
        <s:failed at="{$owner/@s:at}">
          <xsl:element name="xsl:sequence">
            <xsl:attribute name="select" select="'Q{urn:editio:schematron}place(., ())'"/>
          </xsl:element>
          <xsl:element name="xsl:value-of">
            <xsl:attribute name="select" select="'$Q{http://www.w3.org/2005/xqt-errors}description'"/>
          </xsl:element>
        </s:failed>
      </xsl:element>
    </xsl:element>
  </xsl:function>

  <xsl:template match="sch:let" mode="m:compile">
    <xsl:sequence select="$v:line"/>
    <xsl:element name="xsl:variable">
      <xsl:sequence select="f:namespaces(.), f:version(.)"/>
      <xsl:copy-of select="@s:at, @name, @as"/>
      <xsl:choose>
        <xsl:when test="@value">
          <xsl:attribute name="select" select="@value"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:copy-of select="node()"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template match="sch:assert | sch:report" mode="m:compile">
    <xsl:variable name="check" as="node()*">
      <xsl:sequence select="$v:line"/>
      <xsl:element name="xsl:if">
        <xsl:sequence select="f:namespaces(.)"/>
        <xsl:attribute name="s:at" select="@s:at"/>
        <xsl:attribute name="s:kind" select="local-name()"/>
        <xsl:attribute name="test"
          select="if (self::sch:assert) then 'not(' || @test || ')' else @test"/>
        <xsl:sequence select="f:result(.)"/>
      </xsl:element>
    </xsl:variable>
    <xsl:sequence select="f:guarded(., $check)"/>
  </xsl:template>

</xsl:stylesheet>
