"""Words that are frequent in every text of a language, and tell nothing of one.

Articles, pronouns, prepositions, conjunctions, particles, and the forms of auxiliary verbs. A
language that is not here has none: there the most frequent words of an edition are such words.
"""

from __future__ import annotations

from functools import cache

from editio.publish.search.folding import words_of

_WORDS = {
    "en": """a an the this that these those some any no none each every either neither both all
        such same other another own i me my mine myself we us our ours ourselves you your yours
        yourself thou thee thy thine ye he him his himself she her hers herself it its itself they
        them their theirs themselves one who whom whose which what whoever whatever where when why
        how there here then than thence hence whence and or but nor so yet for if unless until
        till while whilst though although because since as at by in on of off to from into onto
        upon out up down over under above below between among against through during before after
        about around across along with within without toward towards per via be am is are was were
        been being have has had having hath do does did done doing doth will would shall should
        can could may might must ought not n't s t d ll re ve m only very too also just even much
        many more most less least few little rather quite still ever never now again once thus
        however unto""",
    "de": """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem
        keiner keines dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede
        jedes jeden jedem alle allen aller alles solche solcher solches ich mich mir mein meine
        meinen meinem meiner meines du dich dir dein deine deinen deinem deiner deines er ihn ihm
        sein seine seinen seinem seiner seines sie ihr ihre ihren ihrem ihrer ihres es wir uns
        unser unsere unseren unserem unserer euch euer eure ihnen sich man wer wen wem wessen was
        welcher welche welches welchen welchem und oder aber sondern denn weil dass daß wenn als
        ob damit obwohl während bis seit nachdem bevor sowie in im ins an am ans auf aus bei beim
        mit nach von vom vor zu zum zur über unter um durch für gegen ohne zwischen neben hinter
        bin bist ist sind seid war warst waren wart gewesen sei seien wäre wären habe hast hat
        haben habt hatte hatten gehabt hätte hätten werde wirst wird werden werdet wurde wurden
        worden würde würden kann können könnte könnten muss müssen musste darf dürfen soll sollen
        sollte will wollen wollte mag mögen nicht nichts nie auch noch nur schon sehr so da dann
        dort hier wie wo wohl doch ja nein mehr nun wieder immer etwa etwas selbst also""",
    "fr": """le la les l un une des d du de au aux ce cet cette ces mon ma mes ton ta tes son sa
        ses notre nos votre vos leur leurs je j me m moi tu te t toi il elle on se s soi nous vous
        ils elles lui eux y en qui que qu quoi dont où lequel laquelle lesquels lesquelles quel
        quelle quels quelles ceci cela ça celui celle ceux celles tout toute tous toutes même
        mêmes autre autres aucun aucune et ou mais donc or ni car si comme quand lorsque puisque
        parce afin à dans par pour sur sous avec sans entre vers chez contre depuis pendant avant
        après jusque jusqu ne n pas point plus moins très trop aussi encore déjà toujours jamais
        bien peu être suis es est sommes êtes sont étais était étions étaient été étant fut furent
        sera seront serait soit fût avoir ai as a avons avez ont avais avait avaient eu ayant eut
        aura auront aurait ait fait faire peut c ici là alors ainsi""",
    "es": """el la los las lo un una unos unas al del de a este esta esto estos estas ese esa eso
        esos esas aquel aquella aquello aquellos aquellas mi mis tu tus su sus nuestro nuestra
        nuestros nuestras vuestro vuestra yo me mí tú te ti él ella ello ellos ellas se sí le les
        nos nosotros vos vosotros os usted ustedes que qué quien quién quienes cual cuál cuales
        cuyo cuya donde dónde cuando cuándo como cómo y e o u ni pero mas sino si porque pues
        aunque mientras en con por para sin sobre entre hasta desde contra hacia según tras ante
        bajo no ya muy más menos tan tanto también tampoco todo toda todos todas otro otra otros
        otras mismo misma algo nada ser soy eres es somos son era eras eran fue fueron sido siendo
        será sea sean fuera estar estoy está están estaba estaban haber he has ha hemos han había
        habían habido haya hubo hay así aquí allí entonces""",
    "it": """il lo la i gli le l un uno una di a da in con su per tra fra del dello della dei
        degli delle dell al allo alla ai agli alle all dal dallo dalla dai dagli dalle dall nel
        nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull questo questa questi
        queste quest quello quella quelli quelle quel quei quegli mio mia miei mie tuo tua tuoi
        tue suo sua suoi sue nostro nostra nostri nostre vostro vostra loro io me mi tu te ti egli
        ella esso essa lui lei noi ci vi voi essi esse si sé ne che chi cui quale quali cosa dove
        quando come e ed o od ma anche se perché poiché però né non più meno molto tanto così
        ancora già sempre mai tutto tutta tutti tutte altro altra altri altre stesso stessa essere
        sono sei è siamo siete era erano eri fu furono stato stata stati state essendo sarà sia
        siano fosse avere ho hai ha abbiamo avete hanno aveva avevano avuto avendo ebbe abbia
        avrebbe c qui là allora""",
    "ru": """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по
        только ее её мне было вот от меня еще ещё нет о об обо из ему теперь когда даже ну вдруг
        ли если уже или ни быть был была были него до вас нибудь опять уж вам ведь там потом себя
        ничего ей может они тут где есть надо ней для мы тебя их чем сам сама само сами чтоб без
        будто чего раз тоже себе под будет ж тогда кто этот эта это эти этого этой этом этому этих
        того тот та те той том тому тех потому какой какая какие совсем ним здесь один почти мой
        моя мое мои твой свой своя свое свои своего своей своих нас нам нами им ими всех всего
        всем всей весь вся перед при через над между про сейчас куда зачем никогда можно наконец
        два другой хоть после больше который которая которое которые которого которой которых
        котором которым чтобы разве такой такая также лишь очень""",
    "la": """et in non ad est cum ut si sed de per ex e ab a aut ac atque nec neque qui quae quod
        quem quam quo qua quorum quarum quibus cuius cui quis quid hic haec hoc hunc hanc huius
        huic his hos has ille illa illud illum illam illius illi is ea id eum eam eius ei eo eis
        eorum earum ipse ipsa ipsum idem eadem ego me mihi mei tu te tibi tui se sibi sui suus sua
        suum suos suis nos nobis noster vos vobis meus mea tuus tua esse sum es sunt erat erant
        fuit fuerunt esset sit sint fuisse enim autem vero etiam quoque tamen nam quia quoniam dum
        tam iam nunc tunc sic ita inter pro sine sub super ante post apud propter que ne nisi""",
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a BCP 47 tag's language, as search knows them; none if unknown."""
    words = _WORDS.get(language.casefold().replace("_", "-").partition("-")[0], "")
    return frozenset(words_of(words))
