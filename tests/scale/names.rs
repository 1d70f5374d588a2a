//! Names of twelve traditions, invented from their usual parts. Spellings of one name are parted by `|`, the usual first.

/// How the parts of a name are put together, and what may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Given name, family name; a middle name now and then.
    Western,
    /// Given name, patronymic, family name; sons and daughters bear other forms.
    Patronymic,
    /// Given name, father's name with `bin`, family name with `al-`.
    Arabic,
    /// Family name first, two syllables after it.
    FamilyFirst,
    /// Two family names, of which the second may be left out.
    TwoFamilies,
    /// Family names joined by `da`, `de`, `dos`.
    Particles,
    /// Mostly one name.
    Single,
}

/// One tradition of naming.
pub struct Tradition {
    pub order: Order,
    pub countries: &'static [&'static str],
    pub given: &'static [&'static str],
    /// First and last parts of family names.
    pub family: (&'static [&'static str], &'static [&'static str]),
}

#[rustfmt::skip]
pub const ALL: &[Tradition] = &[
    Tradition { order: Order::Western, countries: &["USA", "GBR", "AUS", "CAN", "IRL", "NZL"],
        given: &["Alan", "Alice", "Amy", "Andrew", "Anna", "Brian", "Carol", "Charles", "Claire", "Colin", "Daniel", "David",
            "Diane", "Edward", "Ellen", "Emily", "Frank", "George", "Grace", "Helen", "Henry", "Ian", "James", "Jane",
            "Janet", "Jean", "Joan", "John", "Karen", "Kate", "Laura", "Lewis", "Lucy", "Maria", "Marian", "Mark", "Mary",
            "Michael", "Neil", "Oliver", "Paul", "Peter", "Rachel", "Robert", "Ruth", "Sarah", "Stephen|Steven", "Susan",
            "Thomas", "William"],
        family: (&["Ash", "Barn", "Black", "Brad", "Brook", "Burn", "Chat", "Clay", "Craw", "Dal", "Ed", "Farn", "Gran",
            "Hamp", "Hart", "Hol", "Kirk", "Lang", "Mal", "Mar", "Nor", "Oak", "Pem", "Rad", "Row", "Stan", "Thorn", "Wal",
            "West", "Win"],
            &["bury", "by", "combe", "den", "field", "ford", "ham", "ley", "man", "son", "stone", "ton", "wood", "worth"]) },
    Tradition { order: Order::Patronymic, countries: &["RUS", "UKR", "BLR", "BGR", "KAZ"],
        given: &["Aleksandr|Alexander|Alyaksandr|Oleksandr", "Aleksei|Alexey|Alexei|Aliaksei", "Anatoly|Anatoliy|Anatoli",
            "Andrei|Andrey|Andriy", "Arkady|Arkadiy|Arkadi", "Boris|Barys", "Denis|Dzianis|Denys", "Dmitry|Dmitri|Dmytro|Dzmitry",
            "Fyodor|Fedor|Fiodor", "Georgy|Georgiy|Georgi", "Gleb|Hlib", "Igor|Ihor|Ihar", "Ilya|Ilia|Illia", "Kirill|Kiril|Kyrylo",
            "Konstantin|Kostyantyn", "Leonid|Leanid", "Maksim|Maxim|Maksym", "Mikhail|Mihail|Mykhailo", "Nikita|Mikita|Mykyta",
            "Nikolai|Nikolay|Mykola|Mikalai", "Oleg|Oleh|Aleh", "Pavel|Pavlo|Pavel", "Pyotr|Petr|Petro", "Roman|Raman",
            "Sergei|Sergey|Serhiy|Siarhei", "Stepan|Stsiapan", "Valery|Valeriy|Valeri", "Viktor|Victor|Viktar",
            "Vitaly|Vitaliy|Vitali", "Vladimir|Volodymyr|Uladzimir", "Yegor|Egor|Yehor", "Yury|Yuri|Iurii|Yuriy"],
        family: (&["Aksyon|Aksen|Aksion", "Balab", "Barkh|Barh", "Bulyg|Bulig", "Chern|Tchern", "Dolzh|Dolj", "Dovg", "Fedor", "Gavril",
            "Gorb", "Grish", "Ivash", "Karp", "Khar|Har", "Kirich|Kiritch", "Kolych|Kolytch", "Kovel|Kavel", "Kravts", "Kruzh|Kruj", "Lozh|Loj",
            "Lysh|Lish", "Marush", "Moroz|Maroz", "Nazar", "Onish", "Panas", "Prokh|Proh", "Pylyp|Pilip", "Rad", "Ryzhk|Ryjk", "Savel", "Shapoval",
            "Sobol|Sobal", "Stef|Steph", "Sukh|Suh", "Tarash", "Terekh|Tereh", "Tikhan|Tihan", "Tolok", "Tsarik|Tsaryk", "Ulyan|Ulian", "Vashch|Vashtch",
            "Yak|Iak", "Yerem|Erem", "Zadorozh|Zadoroj", "Zhdan|Jdan", "Zhur|Jur", "Zubar"],
            &["ov|off|ou", "enko|enka", "sky|skiy|skyi|skii", "evich|evitch", "chuk|tchuk", "in|ine", "yuk|iuk", "ko|ka"]) },
    Tradition { order: Order::Arabic, countries: &["EGY", "IRQ", "SYR", "SAU", "JOR", "YEM", "LBY", "DZA", "TUN", "LBN"],
        given: &["Abdullah|Abdallah|Abdulla", "Adel|Adil", "Ahmed|Ahmad|Ahmet", "Ali", "Amin|Ameen", "Anwar|Anouar",
            "Bashir|Bachir|Basheer", "Faisal|Faysal|Feisal", "Farid|Fareed", "Fatima|Fatma|Fatimah", "Habib|Habeeb", "Hamid|Hamed|Hameed", "Hassan|Hasan|Hassen",
            "Hisham|Hicham|Hesham", "Hussein|Husain|Hussain|Husayn", "Ibrahim|Ebrahim|Brahim", "Ismail|Ismael|Esmail", "Jamal|Jamel|Gamal|Djamal",
            "Karim|Kareem", "Khaled|Khalid|Haled", "Layla|Leila|Laila", "Mahmoud|Mahmud|Mahmood", "Mansour|Mansur|Mansoor", "Marwan|Marouan|Merwan",
            "Mohammed|Muhammad|Mohamed|Mohammad", "Mustafa|Moustafa|Mostafa", "Nabil|Nabeel", "Nasser|Nasir|Naser", "Omar|Umar|Omer",
            "Osama|Usama|Oussama", "Rashid|Rachid|Rasheed", "Saad|Sa'ad", "Said|Saeed|Sayeed", "Salah|Saleh", "Samir|Sameer", "Tariq|Tarek|Tarik",
            "Walid|Waleed|Oualid", "Yasser|Yasir|Yaser", "Youssef|Yousef|Yusuf|Yousuf", "Zaki|Zaky"],
        family: (&["al-|el-|Al ", "al-|el-|Al ", "Abu |Abou ", "", "ben |bin ", "al-|Al-|"],
            &["Amiri|Ameri", "Ansari|Ansary", "Assaf|Asaf", "Atrash|Atrach", "Baghdadi|Bagdadi", "Barzani", "Bitar|Beitar", "Dabbagh|Dabbag", "Daher|Dahir",
            "Douri|Duri", "Fadel|Fadil", "Fayez|Fayiz", "Ghanem|Ghanim|Ganem", "Gharib|Garib", "Haddad|Hadad", "Hakim|Hakeem", "Halabi|Halaby", "Hamdan|Hemdan", "Harthi|Harithi",
            "Issa|Isa", "Jabr|Jaber", "Jaziri|Djaziri|Jazairi", "Kadhimi|Kazimi|Kadimi", "Khatib|Khateeb|Hatib", "Khoury|Khouri|Khuri", "Maliki|Maleki", "Masri|Masry", "Mutlaq|Mutlak", "Nahhas|Nahas",
            "Najjar|Nadjar", "Obeidi|Ubaidi|Obaidi", "Otaibi|Utaybi|Oteibi", "Qahtani|Kahtani", "Qasim|Qassem|Kassem", "Rifai|Rifaei", "Rubaie|Rubaye", "Sabbagh|Sabbag", "Saadi|Sadi",
            "Salem|Salim", "Shami|Chami", "Shammari|Shamari", "Sharif|Shareef|Cherif", "Tamimi|Tameemi", "Tikriti|Takriti", "Turki|Turky", "Wazir|Wazeer", "Yazid|Yazeed", "Zahrani", "Zaydan|Zeidan", "Zubaidi|Zubeidi"]) },
    Tradition { order: Order::FamilyFirst, countries: &["CHN", "KOR", "PRK", "VNM", "TWN"],
        given: &["Ah", "Bao", "Chul|Chol", "Dong", "Fang", "Guo", "Hai", "Hee|Hui", "Ho", "Hong", "Hua", "Hyun|Hyon", "Il", "Jae", "Jian", "Jin", "Jong|Jung",
            "Jun", "Kai", "Kwang|Gwang", "Lan", "Lei", "Li", "Lin", "Long", "Mei", "Min", "Myung|Myong", "Nam", "Ning", "Pei", "Ping", "Qing", "Rong", "Sang", "Seung|Sung",
            "Shan", "Soo|Su", "Sook|Suk", "Tae", "Tao", "Wei", "Wen", "Woo|U", "Xia", "Xin", "Yan", "Yang", "Ying", "Yong", "Young|Yong", "Yun", "Zhen", "Zhi"],
        family: (&["Bai", "Cai", "Cao", "Chen", "Cho|Jo", "Choi|Choe", "Deng", "Đặng|Dang", "Fan", "Feng", "Gao", "Guo", "Han", "He", "Hong", "Hu", "Huang", "Jang|Chang", "Jiang",
            "Kang", "Kim", "Kwon|Gwon", "Lê|Le", "Lee|Yi|Ri", "Li", "Liang", "Lim|Im|Rim", "Lin", "Liu", "Lu", "Ma", "Moon|Mun", "Ngô|Ngo", "Nguyễn|Nguyen", "Oh|O",
            "Pak|Park", "Pan", "Peng", "Phạm|Pham", "Ryu|Yoo", "Shen", "Shin|Sin", "Song", "Sun", "Tang", "Trần|Tran", "Võ|Vo", "Wang", "Wu", "Xiao", "Xie", "Xu", "Yan", "Yang", "Yoon|Yun",
            "Yu", "Zhang", "Zhao", "Zheng", "Zhou", "Zhu"], &[""]) },
    Tradition { order: Order::TwoFamilies, countries: &["ESP", "MEX", "COL", "ARG", "CHL", "PER", "VEN"],
        given: &["Adriana", "Alejandro", "Álvaro", "Andrés", "Ángela", "Antonio", "Beatriz", "Carlos", "Carmen", "Cecilia", "Claudia", "Cristóbal", "Diego", "Elena",
            "Emilio", "Ernesto", "Esteban", "Felipe", "Fernando", "Gabriel", "Gabriela", "Gonzalo", "Gustavo", "Héctor", "Inés", "Iván", "Jaime", "Javier", "Jesús",
            "Joaquín", "Jorge", "José Luis", "José María", "Juan", "Juan Carlos", "Juan Manuel", "Julia", "Julio", "Laura", "Lucía", "Luis", "Luisa", "Manuel", "Manuela",
            "Marcela", "Marcelo", "María", "María José", "Mariana", "Marina", "Mario", "Martín", "Miguel Ángel", "Mónica", "Nicolás", "Pablo", "Paula", "Pedro", "Rafael", "Raúl",
            "Ricardo", "Rodrigo", "Rosa", "Santiago", "Sofía", "Teresa", "Tomás", "Víctor"],
        family: (&["Acost", "Aguil", "Aranc", "Arroy", "Barr", "Bejar", "Bust", "Cabr", "Calv", "Camp", "Card", "Casti", "Cord", "Esc", "Esp", "Fuent", "Gall", "Galv", "Herr", "Jar", "Lag",
            "Ler", "Lozan", "Madr", "Mald", "Mari", "Mend", "Mol", "Mont", "Mor", "Nav", "Olv", "Ort", "Pad", "Pal", "Per", "Queved", "Rob", "Sal", "Sand", "Sol", "Tol", "Urr", "Val", "Veg", "Zap"],
            &["ar", "era", "ero", "ez", "illa", "ina", "ado", "ales", "ínez", "ón", "osa", "oza", "uela"]) },
    Tradition { order: Order::Particles, countries: &["BRA", "PRT", "AGO", "MOZ"],
        given: &["Adalberto", "Afonso", "Álvaro", "Ana", "André", "António|Antônio", "Armando", "Beatriz", "Bruno", "Caetano", "Celso", "Cláudia", "Dilma", "Duarte", "Edson", "Eduardo",
            "Fátima", "Fernando", "Flávio", "Geraldo", "Gilberto", "Helena", "Henrique", "Inês", "Isabel", "Jair", "João", "Joaquim", "José", "Júlio", "Leonor", "Lúcia", "Luís|Luiz",
            "Luísa|Luiza", "Manuel|Manoel", "Marcelo", "Márcia", "Mariana", "Marina", "Mário", "Marta", "Miguel", "Nélson", "Paulo", "Pedro", "Raquel", "Renato", "Rui|Ruy", "Sandra", "Sérgio", "Simone",
            "Teresa|Tereza", "Tiago|Thiago", "Vasco"],
        family: (&["Alb", "Alm", "Amar", "Andr", "Arauj", "Barb", "Barr", "Botelh", "Brag", "Cald", "Camar", "Card", "Carv", "Cout", "Font", "Fons", "Freit", "Gouv", "Guim", "Lac", "Lem", "Lob", "Mach", "Mag",
            "Mend", "Menes", "Mour", "Nasc", "Nog", "Paiv", "Past", "Per", "Pinh", "Quir", "Reb", "Rib", "Sald", "Sant", "Sequ", "Tav", "Teix", "Vasc", "Vid", "Xav"],
            &["ais", "al", "alho", "ana", "eira", "eiro", "elo", "es", "eda", "im", "inho", "onça"]) },
    Tradition { order: Order::Western, countries: &["IND", "LKA", "NPL", "BGD"],
        given: &["Abhishek", "Aditi", "Ajay", "Amit", "Anand", "Anil", "Anita|Aneeta", "Arun", "Arvind|Aravind", "Ashok", "Bhaskar", "Chandra", "Deepak|Dipak", "Deepika|Dipika", "Devendra", "Dinesh",
            "Ganesh|Ganesha", "Gita|Geeta", "Gopal", "Hari", "Harish", "Indira", "Jayant|Jayanth", "Kamala", "Kavita|Kavitha", "Kiran", "Krishna", "Kumar", "Lakshmi|Laxmi", "Lata|Latha", "Madhav", "Mahesh", "Manoj", "Meena|Mina",
            "Mohan", "Mukesh", "Narayan", "Naresh", "Nirmala", "Prakash", "Pramod", "Prasad", "Priya", "Rajendra", "Rajesh", "Rakesh", "Ramesh", "Ravi", "Rekha", "Sanjay", "Sarita", "Satish|Sathish", "Shanti|Shanthi", "Shyam|Sham",
            "Sita|Seetha|Sitha", "Subhash", "Sudhir|Sudheer", "Sunil|Suneel", "Suresh", "Swati|Swathi", "Uma", "Usha", "Vijay", "Vinod", "Vivek"],
        family: (&["Achar", "Agnih", "Bal", "Ban", "Bhat", "Bhar", "Chak", "Chand", "Chaud|Choud", "Dand", "Desh", "Dev", "Gan", "Gop", "Gup", "Jay", "Kal", "Kar", "Kul", "Mah", "Mal", "Mukh", "Nar", "Pad", "Pat", "Raj",
            "Ram", "Ran", "Sar", "Sen", "Shar", "Sub", "Sury", "Thak", "Trip", "Upad", "Vald", "Venk", "Vish"],
            &["anna", "appan", "ari", "arya|aria", "athy|ati", "ekar", "erji|erjee", "eshan", "hury|huri", "ikar", "kumar", "ma", "pande|pandey", "raman", "rao", "reddy|reddi", "wal|val", "war|var"]) },
    Tradition { order: Order::Western, countries: &["TUR", "AZE"],
        given: &["Abdullah", "Ahmet", "Ali", "Arda", "Ayşe|Ayse", "Aynur", "Barış|Baris", "Bülent|Bulent", "Burak", "Can", "Cemal", "Cengiz", "Çağlar|Caglar", "Defne", "Deniz", "Elif", "Emine", "Emre", "Ercan", "Erdal", "Esra", "Fatih", "Fatma",
            "Ferhat", "Gökhan|Gokhan", "Gül|Gul", "Güler|Guler", "Hakan", "Halil", "Hasan", "Hüseyin|Huseyin", "İbrahim|Ibrahim", "İlker|Ilker", "İsmail|Ismail", "Kemal", "Leyla", "Mehmet", "Meral", "Merve", "Murat", "Mustafa", "Nazlı|Nazli",
            "Nuri", "Oğuz|Oguz", "Okan", "Orhan", "Ömer|Omer", "Özgür|Ozgur", "Recep", "Rıza|Riza", "Selim", "Sevgi", "Süleyman|Suleyman", "Şükrü|Sukru", "Tolga", "Tuğba|Tugba", "Turgut", "Ümit|Umit", "Yaşar|Yasar", "Yıldız|Yildiz", "Zeynep"],
        family: (&["Ak", "Altın|Altin", "Ar", "Ay", "Bal", "Boz", "Çağ|Cag", "Çetin|Cetin", "Dağ|Dag", "Demir", "Doğ|Dog", "Er", "Gök|Gok", "Gün|Gun", "Kara", "Kaya", "Kılıç|Kilic", "Koç|Koc", "Kork", "Öz|Oz", "Sağ|Sag", "Şim|Sim", "Taş|Tas", "Tek", "Uç|Uc", "Yağ|Yag", "Yal", "Yıl|Yil"],
            &["alp", "bey", "cı|ci", "can", "çelik|celik", "doğan|dogan", "er", "gül|gul", "kan", "kaya", "lı|li", "men", "oğlu|oglu", "soy", "taş|tas", "türk|turk", "yılmaz|yilmaz"]) },
    Tradition { order: Order::Western, countries: &["LTU", "LVA", "EST", "FIN", "SWE", "NOR", "DNK", "ISL"],
        given: &["Aino", "Andris", "Anders", "Andrius", "Åsa|Asa", "Astrid", "Birutė|Birute", "Björn|Bjorn", "Dace", "Eglė|Egle", "Eirik", "Elīna|Elina", "Erik", "Gintarė|Gintare", "Gunnar", "Håkon|Hakon", "Heiki", "Helga", "Ilze", "Ingrid", "Ivar", "Jānis|Janis", "Jens", "Jonas",
            "Jørgen|Jorgen", "Jüri|Juri", "Kaarel", "Kai", "Kārlis|Karlis", "Kęstutis|Kestutis", "Knut", "Kristjan", "Lars", "Laura", "Leena", "Līga|Liga", "Liisa", "Magnus", "Marius", "Märt|Mart", "Mika", "Mindaugas", "Nils", "Ólafur|Olafur", "Olli", "Pär|Par", "Pille", "Rasa", "Rūta|Ruta",
            "Saulius", "Signe", "Sigrún|Sigrun", "Søren|Soren", "Sven", "Tõnu|Tonu", "Toomas", "Valdis", "Vytautas", "Žygimantas|Zygimantas", "Zane"],
        family: (&["Abro", "Adam", "Balt", "Bērz|Berz", "Dahl", "Eglī|Egli", "Ek", "Falk", "Gryb", "Hög|Hog", "Holm", "Jankau", "Kaln", "Kask", "Kazlau", "Kivi", "Kukk", "Lepp", "Lind", "Mäki|Maki", "Mežs|Mezs", "Mikal", "Näs|Nas", "Ozol", "Petrau", "Raud", "Rosen", "Saar", "Sjö|Sjo", "Stan", "Šim|Sim", "Tamm", "Vīt|Vit", "Žem|Zem", "Øst|Ost", "Vaič|Vaic"],
            &["aitis", "berg", "bø|bo", "dal", "elis", "ēns|ens", "gaard", "gren", "iņš|ins", "kas", "la", "lund", "mets", "nen", "pere", "qvist|kvist", "ström|strom", "sen", "sson", "skas", "ūnas|unas", "vee", "ytė|yte"]) },
    Tradition { order: Order::Western, countries: &["NGA", "GHA", "SEN", "MLI", "CIV", "CMR"],
        given: &["Abena", "Abiodun", "Adama", "Adaeze", "Afua", "Akosua", "Ama", "Amadou|Amadu", "Aminata", "Ayodele", "Babatunde", "Bola", "Bukola", "Chidi", "Chinedu", "Chioma", "Cheikh|Cheick", "Emeka", "Esi", "Fatou|Fatu", "Femi", "Folake", "Funmi", "Ibrahima", "Idrissa", "Ifeoma", "Ikenna",
            "Kofi", "Kojo", "Kunle", "Kwabena", "Kwaku", "Kwame", "Kwasi|Kwesi", "Mamadou|Mamadu", "Mariama", "Modibo", "Moussa|Musa", "Ngozi", "Nana", "Nkechi", "Nneka", "Obinna", "Ousmane|Usmane", "Oumar|Umar", "Seydou|Seydu", "Sola", "Tunde", "Uche", "Yaa", "Yaw", "Yemi"],
        family: (&["Ab", "Ada", "Ade", "Aki", "Ama", "Ani", "Asa", "Awo", "Ba", "Boa", "Chuk", "Da", "Dia", "Eze", "Fas", "Gya", "Ige", "Iwu", "Kei", "Kon", "Man", "Men", "Nwa", "Obi", "Odu", "Ogu", "Oko", "Ola", "Olu", "Ope", "Ose", "Owu", "San", "Sar", "Si", "Tra", "Tou|Tu", "Uzo", "Wa"],
            &["bayo", "dele", "di", "fori", "goke", "kanmi", "kara", "kwe", "kwu", "lade", "mensah|mensa", "ngo", "njo", "nkwo", "pong", "ré|re", "sanya", "ssou", "su", "tara", "tunji", "wale"]) },
    Tradition { order: Order::Western, countries: &["KEN", "UGA", "TZA", "ETH", "RWA", "MWI"],
        given: &["Abebe", "Achieng", "Akinyi", "Alemu", "Almaz", "Amina", "Asha", "Atieno", "Baraka", "Bekele", "Chanda", "Chebet", "Desta", "Dawit", "Esther", "Faraja", "Fikirte", "Genet", "Getachew", "Girma", "Grace", "Hiwot", "Imani", "Jabali", "Jelani", "Joseph", "Juma", "Kamau", "Kato", "Kebede",
            "Kibet", "Kimani", "Kipchoge", "Lulu", "Makena", "Meles", "Mercy", "Mulugeta", "Mwangi", "Nakato", "Neema", "Njeri", "Nyambura", "Odhiambo", "Ochieng", "Otieno", "Patience", "Rashidi", "Samuel", "Selam", "Subira", "Tadesse", "Tesfaye", "Wambui", "Wanjiru", "Yohannes", "Zawadi", "Zuri"],
        family: (&["Ba", "Bir", "Cha", "Gat", "Git", "Hai", "Kab", "Kag", "Kam", "Kar", "Kib", "Kil", "Kip", "Lem", "Mac", "Mas", "Mbu", "Mko", "Mug", "Mus", "Mut", "Mwa", "Nam", "Nde", "Nga", "Nja", "Nko", "Nta", "Nya", "Odi", "Oke", "Omo", "Oti", "Ruh", "Sek", "Ssem", "Tus", "Wai", "Wan", "Zim"],
            &["ali", "angi", "anja", "ari", "chi", "enda", "eri", "etich", "ewa", "garuka", "goro", "imba", "indi", "iso", "kamba", "kiru", "londo", "luga", "nyi", "oko", "ondo", "onyo", "rungi", "sembe", "tara", "uki", "wera", "zibwe"]) },
    Tradition { order: Order::Single, countries: &["IDN"],
        given: &["Agus", "Andi", "Anita", "Bambang", "Budi", "Citra", "Dedi", "Dewi", "Djoko|Joko", "Eko", "Endang", "Fitri", "Gatot", "Hadi", "Hendra", "Indah", "Iwan", "Kartika", "Lestari", "Made", "Nurul", "Putri", "Ratna", "Rini", "Sari", "Siti", "Slamet", "Sri", "Taufik|Taufiq", "Tri", "Wahyu", "Wayan", "Yudi"],
        family: (&["Adi", "Atma", "Basu", "Cakra", "Darma", "Djaja|Jaya", "Gun", "Hadi", "Hari", "Joyo|Djoyo", "Kar", "Kusu", "Mangun", "Mulya", "Nata", "Pra", "Pur", "Rah", "San", "Sas", "Setia", "Soe|Su", "Soedar|Sudar", "Soemar|Sumar", "Sutan", "Tirta", "Utama", "Wib", "Wid", "Wira", "Yudho"],
            &["dinata", "diningrat", "djo|jo", "harto", "kusuma", "man", "manto", "mo", "narto", "negara", "no", "poetra|putra", "rto", "santoso", "sono", "tama", "tomo", "wan", "wati", "widjaja|wijaya", "yanto", "yono"]) },
];

/// What bodies of one's own name are for, how they are called, and where the name stands.
pub const BODIES: (&[&str], &[&str]) = (
    &["Amber", "Anchor", "Aurora", "Baobab", "Cedar", "Cobalt", "Coral", "Delta", "Ember", "Falcon", "Granite", "Harbour", "Horizon", "Indigo", "Juniper", "Lagoon", "Lantern", "Meridian", "Monsoon", "Northern", "Orchid", "Pioneer", "Quarry", "River", "Saffron", "Savanna", "Silver", "Southern", "Summit", "Tidewater", "Union", "Valley", "Western", "Zenith"],
    &["Alliance for Free Speech", "Congress of Labour Unions", "Energy Company", "Farmers League", "Federation of Teachers", "Front for Renewal", "Institute of Strategic Studies", "Mining Group", "Movement for Justice", "Organisation for Open Data", "Party of Progress", "Peoples Party", "Press Agency", "Rights Watch", "Shipping Lines", "Steel Works"],
);

/// Bodies that every state has.
pub const STATE_BODIES: &[&[&str]] = &[
    &["Ministry of Foreign Affairs", "Foreign Ministry"],
    &["Ministry of Defence", "Defence Ministry", "Defense Ministry"],
    &["Ministry of the Interior", "Interior Ministry"],
    &["Ministry of Finance", "Finance Ministry"],
    &["Ministry of Health", "Health Ministry"],
    &["Ministry of Justice", "Justice Ministry"],
    &["Supreme Court"],
    &["Central Bank"],
    &["Parliament"],
    &["Central Election Commission"],
    &["National Guard"],
];

/// Offices, each with its sector.
pub const OFFICES: &[(&str, &str)] = &[
    ("prime minister", "GOV"), ("foreign minister", "GOV"), ("defence minister", "GOV"), ("finance minister", "GOV"), ("deputy minister", "GOV"), ("spokesman", "GOV"), ("governor", "GOV"), ("mayor", "GOV"),
    ("ambassador", "GOV"), ("lawmaker", "LEG"), ("speaker", "LEG"), ("senator", "LEG"), ("judge", "JUD"), ("prosecutor", "JUD"), ("general", "MIL"), ("colonel", "MIL"), ("police chief", "COP"), ("opposition leader", "PTY"),
    ("party chairman", "PTY"), ("activist", "CVL"), ("lawyer", "CVL"), ("professor", "CVL"), ("journalist", "MED"), ("editor", "MED"), ("chief executive", "BUS"), ("director", "BUS"), ("union leader", "CVL"), ("bishop", "CVL"),
];
