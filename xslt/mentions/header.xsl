<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Guidelines, chapter 2: title, authors, date, language, source and licence in the many ways in
  which headers give them, and the parts of a header that tell of the text.

  Each function looks in one place after the other and takes the first that says something.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template mode="m:mentions" match="teiHeader">
    <xsl:call-template name="open-unit"/>
    <xsl:apply-templates select="*" mode="m:header"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <xsl:template mode="m:header" match="msDesc | abstract | correspDesc | creation | titleStmt/title">
    <xsl:apply-templates select="." mode="m:mentions"/>
  </xsl:template>

  <!-- Dropped: what is said of people and texts elsewhere in the header. Only elements are visited:
       shallow-skip by itself would visit texts and attributes, too. -->
  <xsl:template mode="m:header" match="*" priority="-1">
    <xsl:apply-templates select="*" mode="m:header"/>
  </xsl:template>

  <!-- Dropped at once: declarations that headers repeat by the hundred, and that hold none of these. -->
  <xsl:template mode="m:header" match="category | char | glyph"/>

  <xsl:function name="f:metadata" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="header" as="element()?"
      select="($document/*/(self::teiHeader | teiHeader), $document//teiHeader)[1]"/>
    <xsl:variable name="language" as="xs:string" select="f:language($document, $header)"/>
    <xsl:sequence select="string-join((
      f:record('@title', f:title($document, $header, $language)),
      f:authors($document, $header) ! f:record('@author', .),
      f:date($document, $header)
        ! ('&#xFDD0;@date' || f:attributes(.) || '&#xFDD2;' || f:date-label(.) || '&#xFDD3;'),
      f:record('@language', $language),
      f:record('@source', f:source($header)),
      f:record('@licence', f:licence($header))))"/>
  </xsl:function>

  <xsl:function name="f:record" as="xs:string?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence
      select="if ($value) then '&#xFDD0;' || $name || '&#xFDD2;' || $value || '&#xFDD3;' else ()"/>
  </xsl:function>

  <!-- The text of an element in the header, without notes and identifiers. -->
  <xsl:function name="f:plain" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:variable name="left-out" as="element()*"
      select="$element/descendant::*[self::note or self::idno or self::email or self::ptr]"/>
    <xsl:sequence select="normalize-space(string-join(
      if ($left-out) then $element//text()[not(ancestor::* intersect $left-out)]
      else $element//text()))"/>
  </xsl:function>

  <xsl:function name="f:title" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="header" as="element()?"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="titles" as="element()*"
      select="$header/fileDesc/titleStmt/title[f:plain(.)]"/>
    <xsl:variable name="main" as="element()*" select="
      ($titles[@type = 'main'], $titles[not(@type)], $titles[not(@type = ('sub', 'label', 'abbr', 's',
        'desc', 'short', 'gmd', 'marc245b', 'num', 'filing', 'parallel', 'alt'))][not(@level = 's')],
        $titles)"/>
    <xsl:variable name="text" as="element()?" select="($document//text)[1]"/>
    <xsl:sequence select="
      ($main[not(@level = 's')][@xml:lang ! lang($language, ..)], $main[not(@level = 's')], $main,
       $header/fileDesc/sourceDesc//title, $text/front//titlePart, ($text//head)[1])
      ! f:plain(.)[. ne ''] => head()"/>
  </xsl:function>

  <xsl:function name="f:authors" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="header" as="element()?"/>
    <xsl:variable name="file" as="element()?" select="$header/fileDesc"/>
    <xsl:variable name="source" as="element()*" select="$file/sourceDesc"/>
    <xsl:variable name="sender" as="element()*" select="
      $header/profileDesc/correspDesc[1]/correspAction[@type = ('sent', 'sender')]
        /(persName | orgName | name | rs)"/>
    <xsl:variable name="places" as="array(element()*)*" select="
      [ $file/titleStmt/author ], [ $source//msItem/author ], [ $sender[count($header/profileDesc
        /correspDesc) = 1] ], [ $source/(bibl | biblStruct/(analytic, monogr) | biblFull/titleStmt)
        /author ], [ $source//author ], [ ($document//text)[1]/front//docAuthor ]"/>
    <xsl:variable name="found" as="array(element()*)?"
      select="$places[some $author in .?* satisfies f:author($author) ne ''][1]"/>
    <xsl:sequence select="distinct-values($found?* ! f:author(.)[. ne ''])"/>
  </xsl:function>

  <!-- One author: the fullest of several names. -->
  <xsl:function name="f:author" as="xs:string">
    <xsl:param name="author" as="element()"/>
    <xsl:variable name="names" as="element()*" select="$author/(persName | name | orgName)"/>
    <xsl:sequence select="f:in-reading-order(
      if (count($names) gt 1 or $names/(surname | forename) or $author/idno)
      then ($names[@type = ('full', 'pref', 'preferred', 'main')], $names, $author)[1]
      else $author)"/>
  </xsl:function>

  <!-- A name with the surname last, where the encoder wrote it first without a comma. -->
  <xsl:function name="f:in-reading-order" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="given" as="element()*"
      select="$name//(forename | roleName | addName | genName | nameLink)"/>
    <xsl:variable name="text" as="xs:string" select="f:plain($name)"/>
    <xsl:sequence select="
      if (not(contains($text, ',')) and $given and ($name//surname)[1] &lt;&lt; $given[1])
      then string-join((($given except $given/self::nameLink), $given/self::nameLink, $name//surname)
        ! f:plain(.)[. ne ''], ' ')
      else $text"/>
  </xsl:function>

  <xsl:function name="f:date" as="element()?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="header" as="element()?"/>
    <xsl:variable name="profile" as="element()*" select="$header/profileDesc"/>
    <xsl:variable name="source" as="element()*" select="$header/fileDesc/sourceDesc"/>
    <xsl:variable name="made" as="xs:string+" select="'written', 'firstEdition', 'print', 'premiere'"/>
    <xsl:sequence select="(
      $profile/correspDesc[1]/correspAction[@type = ('sent', 'sender')]/date,
      $profile/creation/(date | origDate),
      $source//origDate,
      $source//date[@type = $made],
      $source//bibl[@type = $made]//date,
      $document/*/standOff//event[@type = $made],
      $profile/settingDesc//date,
      $source//bibl[@type = 'originalSource']/date,
      $source//date[not(ancestor::bibl/@type = ('digitalSource', 'digital-source'))],
      ($document//text)[1]/front//docDate,
      ($document//text)[1]//dateline/date,
      $header/fileDesc[not(sourceDesc/(* except (p, ab)))]/publicationStmt//date
      )[f:plain(.) or @when or @from or @to or @notBefore or @notAfter or @when-iso or @when-custom
        or @from-iso or @to-iso or @notBefore-custom or @notAfter-custom] => head()"/>
  </xsl:function>

  <!-- How a date is said. Of an event only what it is called: what else it says tells how one knows. -->
  <xsl:function name="f:date-label" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="
      if ($date/self::event[@* except (@type, @xml:id)])
      then f:plain($date/(label, head)[1])
      else f:plain($date)"/>
  </xsl:function>

  <xsl:function name="f:language" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="header" as="element()?"/>
    <xsl:variable name="used" as="element()*"
      select="$header/profileDesc/langUsage/language[@ident]"/>
    <xsl:sequence select="string((
      $document/*/text/@xml:lang, $document/*/text/body/@xml:lang, $document/*/@xml:lang,
      sort($used[@usage castable as xs:double], (), function($one) { -number($one/@usage) })/@ident,
      $used/@ident)[normalize-space()][1])"/>
  </xsl:function>

  <xsl:function name="f:source" as="xs:string?">
    <xsl:param name="header" as="element()?"/>
    <xsl:variable name="source" as="element()?" select="$header/fileDesc/sourceDesc[1]"/>
    <xsl:variable name="manuscript" as="element()?" select="($source//msIdentifier)[1]"/>
    <xsl:sequence select="(
      $manuscript ! string-join((settlement, institution, repository, collection,
        idno[not(matches(., '^\s*((ark|urn|doi|hdl|https?):|10\.[0-9]{4,}/)'))]) ! normalize-space()[. ne ''], ', '),
      $source/(bibl | biblFull | listBibl/* | biblStruct | p | ab | recordingStmt) ! f:reference(.)
      )[. ne ''] => head()"/>
  </xsl:function>

  <!-- What is said of a source: as it is written, or, where elements have no words between them, one
       after the other with commas. -->
  <xsl:function name="f:reference" as="xs:string">
    <xsl:param name="reference" as="element()"/>
    <xsl:sequence select="
      if ($reference[self::p or self::ab])
      then normalize-space(string-join($reference/descendant::node()/(self::text() | self::ptr/@target)))
      else if ($reference/text()[normalize-space()] or not($reference/*)) then f:plain($reference)
      else string-join(distinct-values($reference/* ! f:pieces(.)[. ne '']), ', ')"/>
  </xsl:function>

  <!-- The pieces of a reference in their order: those that name people, texts, places and times. -->
  <xsl:function name="f:pieces" as="xs:string*">
    <xsl:param name="part" as="element()"/>
    <xsl:choose>
      <xsl:when test="$part[self::analytic or self::monogr or self::series or self::imprint
          or self::titleStmt or self::publicationStmt or self::seriesStmt or self::bibl]
          [not(text()[normalize-space()])]">
        <xsl:sequence select="$part/* ! f:pieces(.)"/>
      </xsl:when>
      <xsl:when test="$part[self::author or self::editor]">
        <xsl:sequence select="f:author($part)"/>
      </xsl:when>
      <xsl:when test="$part[not(self::availability or self::address or self::idno or self::note
          or self::ptr or self::notesStmt or self::extent or self::editionStmt or self::respStmt)]">
        <xsl:sequence select="f:plain($part)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The address of the licence, or what is said about it. -->
  <xsl:function name="f:licence" as="xs:string?">
    <xsl:param name="header" as="element()?"/>
    <xsl:variable name="availability" as="element()*" select="
      $header/fileDesc/(publicationStmt, sourceDesc)//availability"/>
    <xsl:sequence select="(
      $availability//licence/@target/normalize-space(),
      $availability//licence/f:plain(.),
      $availability//ref/@target[contains(., 'licen') or contains(., 'publicdomain')]/string(),
      $availability/f:plain(.),
      $availability/@status/string())[. ne ''] => head()"/>
  </xsl:function>

</xsl:stylesheet>
