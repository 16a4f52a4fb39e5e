"""Function words of 33 languages, most frequent first: our own lists, for ``make_decode_tables``.

CLDR has names but no running text; a few dozen words such as "und" and "der" put back the
letter pairs that names lack. Written down by hand, not counted from a corpus. This module
holds the lists only.
"""

# ruff: noqa: E501 - rows are word lists, in order

FUNCTION_WORDS = {
    "en": "the of and to in is a that for it was on with as be by at are this not from or have an they which you were "
    "all their one has there been would when who will more if can said about out up into them then could time only",
    "fr": "de la le et les des en un du une que est pour qui dans à par plus pas au sur ne se ce il sont avec été a "
    "mais ou comme cette être elle même où après entre aussi leur très fait deux première années façon déjà là "
    "jusqu'à président société général étaient créé donné développement français été numéro août Noël garçon "
    "tête forêt maître hôpital côté bientôt œuvre cœur sœur reçu leçon naïf",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur "
    "bis mehr durch man können während später größte natürlich Straße müssen möglich würde früher Jahr schön "
    "gehören außer groß weiß führen Österreich ähnlich öffentlich Gesellschaft",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin "
    "sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque "
    "qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada "
    "vida otro después español niño año señor país día información política según mañana pequeño aquí allí",
    "it": "di e il la che in a per è un del con non una le si da sono della i al nel come più dei ha alla anche gli "
    "o ma delle questo lo essere stato dal se era cui tra fra dopo già perché così può città università società "
    "però né libertà attività verrà sarà lunedì virtù cioè",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
    "sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos "
    "ter seus quem nas me esse eles são você informação região população então não José português década água "
    "história construção três",
    "nl": "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar bij of uit nog naar "
    "heeft door over ze zich hij was worden wordt deze jaar kan geen wel meer één België coördinatie ideeën",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när "
    "år där efter också vid under eller två hade över mycket får skulle många även större själv första än något "
    "människor större både åtta",
    "da": "og i at det er en til på som for af med de den ikke der har et var om fra men han jeg ved så kan vi også "
    "efter år blev når over være første større mange før både mellem gør hvor også få år år måde København",
    "nb": "og i det er som på en til å av for at med de den ikke har et fra om var han jeg så men kan vi ved også år "
    "etter når over være første større mange før både mellom gjør hvor få måte blitt Norge språk høy",
    "fi": "ja on ei että oli se hän mutta kuin niin myös tai ovat joka sen mukaan vuonna kun ollut voi olla jälkeen "
    "vielä nyt tämä mitä sitä hänen täällä työ päivä enää näin ihmiset käyttää tärkeä hyvä yhtiö välillä",
    "is": "og að í á er sem við til um það en með ekki var af hann hún þau eru frá eða þess hafa verið því svo fyrir "
    "þar upp sér eftir þegar einnig ár maður þjóð íslensku önnur líka",
    "ca": "de la i el que a en les els per un una amb és del al no es va com més o se són també ha als seu aquest però "
    "dels entre fins què després això així països Barcelona català anys població",
    "pl": "w i na z do się nie jest to że o jak a po co od za przez dla są tym ale oraz był ze czy tylko może być już "
    "jego jej przy także które który która było roku też gdy więcej można między również został będzie swoje "
    "żeby aby podczas później większość człowiek życie dzień miał część świat ludzi ją pięć sześć właśnie księżyc "
    "źródło różne środowisko działalność",
    "cs": "a v se na je že to s z do o i k jsem ale jako za by si po pro jsou jeho byl od které který však může při "
    "až před mezi nebo bylo také podle ještě více než můžete když už být kde tak tím třeba několik část život "
    "člověk léta první světa říká dále však během město městě například později společnost dům půl hlavně většina "
    "začal česká čtyři příliš žádný",
    "sk": "a v sa na je že to s z do o aj pre ako za by si po sú jeho bol od ktoré ktorý však môže pri až pred medzi "
    "alebo bolo tiež podľa ešte viac než keď už byť kde tak však mesto ľudia život človek rokov môžu päť dňa "
    "spoločnosť časť väčšina štát vôbec",
    "hu": "a az és hogy nem is egy meg volt ez csak már de még el mint vagy ha után azt szerint lehet között van "
    "lesz több két nagy minden úgy így ezt magyar év első ember kell miatt ő én mert során számára történt először "
    "később előtt művészet különböző főleg törvény jövő idő nő városi született működik őket külön erő",
    "ro": "de și în a la cu pe o care din un nu ce este mai au se pentru că s-a al ca fi fost sau ale lui prin după "
    "această sunt dar până între acest fără când într numai țară și-a oraș atât locuitori românească însă "
    "București societate știință viață băiat înainte",
    "hr": "i u je na se da su za od s a o koji kao što te ne iz do nije bio bi po sa koja koje ali kako godine prije "
    "više između također može samo već biti još sve njegov nakon kod zbog čovjek život država gdje žena "
    "riječ uključujući događaj",
    "sl": "in v je na se da so za z ki pa ne od s kot o bi po do tudi iz ni ali leta bil pri več lahko med še že ker "
    "tako kako samo biti ter čas življenje človek država mesto največ približno različne začetku",
    "ru": "и в не на что с он по как это к но из у за от так же для о все было бы только до или если при мы их был "
    "может есть чтобы она они во года лет когда уже время после также были его ее который которые более между "
    "можно этого России человек большой день жизнь очень где нет да там под себя первый",
    "uk": "і в не на що з та до у за як це від для про але його він по який були є так або також які року була ще "
    "вже після при бути їх її щоб між більше може коли під час над ми ви де через цього років України людей "
    "життя дуже якщо його сьогодні",
    "bg": "на и да се в за от е с че по не са това до като или при след който които той бе е са обаче още ще му "
    "може година години има през към между също така бил една един много тези само България човек време",
    "sr": "и у је на се да су за од са а о који као што те не из до није био би по која које али како године пре "
    "више између такође може само већ бити још све његов након код због човек живот држава где жена један",
    "mk": "на и во да се од за е со што не го ја по до како или при кој кои тој беше меѓу исто така може година "
    "години има во текот бил една еден многу овие само Македонија човек време ќе ги сè",
    "be": "і ў не на што з да у за як гэта ад для пра але яго ён па які былі ёсць так або таксама якія года была яшчэ "
    "ужо пасля пры быць іх яе каб паміж больш можа калі пад час мы дзе праз гадоў Беларусі людзей",
    "el": "και το του η να της με ο που από για την στο τα είναι δεν των οι θα στην σε τον τη ότι ένα μια στη αλλά "
    "τους κατά ως έχει μετά ήταν τις στον όπως μας πολύ αυτό μόνο πριν χρόνια πρέπει όλα μπορεί ακόμη επίσης "
    "περίπου άνθρωπος ελληνική ζωή πόλη",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en o ne kadar sonra var ama ise her değil şey olduğu "
    "veya şu ki önce iki yıl tarafından göre diye büyük yeni içinde bütün türkiye dünya çünkü kendi oldu olduğunu "
    "üzerine insan gün yaşında şehir bağlı güç iyi kişi şekilde doğru özellikle ülke çalışma ilk böyle",
    "he": "של את על לא הוא זה עם כי גם היא אל כל או אני אם יש בין היה אבל רק לאחר מה יותר עד כך אחד זאת הם כמו אין "
    "היו שנים ישראל אחרי כאשר לפי בשנת עוד שלו הזה האם מאוד",
    "ar": "في من على إلى أن التي عن مع هذا هذه كان الذي ما لا بعد بين كما أو قد ذلك كل حيث عام وقد ولا هو هي لم له "
    "أنه خلال قبل غير كانت عند حتى أي منذ حول إن يكون تم بها العالم الناس اليوم",
    "fa": "و در به از که این را با است برای آن یک خود تا بر بود شد می هم نیز شده ما کرد او اما یا باید هر های "
    "سال پس بین ایران کند دو اگر نیست چه مردم",
    "vi": "và của là có trong được cho một các không với những đã này người để khi đến ở về ra như từ năm tại vào "
    "nhiều cũng theo trên sau thì đó ông hai ngày nước việc hơn lại phải còn làm rất sự thành phố Việt Nam "
    "nhưng sẽ bị đầu chỉ nào mới qua chúng tôi cả nhà thế giới",
    "th": "ที่ และ ใน การ ของ เป็น มี ได้ ว่า ไม่ จะ ให้ ไป มา กับ จาก ความ โดย นี้ แต่ คน หรือ ก็ คือ อยู่ ปี ต้อง เมื่อ ทำ "
    "ซึ่ง แล้ว เพื่อ ประเทศ ไทย เรา วัน อีก นั้น เขา มาก ถึง หนึ่ง กัน แห่ง ผู้ ใช้ ทั้ง เข้า ขึ้น",
    "lt": "ir į kad iš yra tai su o ne bet jis kaip nuo už apie dėl po per jo metų buvo gali būti taip pat ar labai "
    "tik jų šis kuris jau metais žmonių dėl prie pagal Lietuvos tačiau savo visų šių didžiausias",
    "lv": "un ir ar no uz par kas arī bet kā tas pie līdz to ka gadā tā ja vai tika pēc viņš bija gada kur savu šis "
    "ļoti var būt jau vairāk kurš Latvijas cilvēku tikai pret starp kļuva",
    "et": "ja on ei et oli see ka ta kui või oma mis aga välja nii aasta pärast kus siis tema veel üle järgi kuid "
    "olid aastal mida selle väga või just Eesti olla ühe kõik või inimeste kõige nõukogu küll töö",
}
