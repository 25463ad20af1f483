namespace Bunraku.Studio.Tests.Languages;

/// <summary>The scanner itself: what it does not find, <see cref="CatalogueTests"/> does not check.</summary>
public sealed class SourceTextsTests
{
    [Theory]
    [InlineData("""@Say["New scene"]""", "New scene")]
    [InlineData("""<p aria-label="@Say["Scenes"]">""", "Scenes")]
    [InlineData("""Say[$"{count} of {total} frames"]""", "{0} of {1} frames")]
    [InlineData("""Say[$"{x:0.0} s, {share,5:0 %}"]""", "{0:0.0} s, {1,5:0 %}")]
    [InlineData("""Phrase.Of("{curly}")""", "{{curly}}")]
    [InlineData("""Phrase.Of($"{{curly}} {name}")""", "{{curly}} {0}")]
    [InlineData("""Phrase.Of("a \"quoted\" \u00d7 \\")""", "a \"quoted\" × \\")]
    [InlineData(""""Phrase.Of(@"c:\new ""folder""")"""", "c:\\new \"folder\"")]
    [InlineData(""""Phrase.Of($@"c:\{name}\""{other}""")"""", "c:\\{0}\\\"{1}\"")]
    [InlineData("""""Phrase.Of("""a "quoted" {curly}""")""""", "a \"quoted\" {{curly}}")]
    [InlineData("""""Phrase.Of($$"""{curly} {{name}}""")""""", "{{curly}} {0}")]
    [InlineData("Phrase.Of($\"\"\"\n    one {name}\n      two\n    \"\"\")", "one {0}\n  two")]
    [InlineData("""Say[$"{string.Join(", ", names.Select(name => $"{name}: <file>"))} and {(a ? b : c)}"]""", "{0} and {1}")]
    [InlineData("""Say[$"{text.Split('"')[0]}{'}'} of {list[index]}"]""", "{0}{1} of {2}")]
    [InlineData("""Say.Marked("Press [[Esc]].")""", "Press [[Esc]].")]
    [InlineData("""throw new BadInputException($"{path}: there is no such file.", error);""", "{0}: there is no such file.")]
    [InlineData("""throw new Core.Errors.BadInputException("No file.")""", "No file.")]
    [InlineData("""Phrase.Of("one " + "text")""", "one text")]
    [InlineData("""Phrase.Of($"{a} and " + $"{b}")""", "{0} and {1}")]
    public void A_text_is_found_as_its_catalogue_has_it(string source, string key)
    {
        SourceText text = Assert.Single(SourceTexts.OfCode(source));

        Assert.Equal((key, false), (text.Key, text.IsLost));
    }

    [Theory]
    [InlineData("""Say.Count(n, $"{n} picture", $"{n} pictures")""", "{0} picture", "{0} pictures")]
    [InlineData("""new BadInputException(isFolder ? "A folder." : "A file.")""", "A folder.", "A file.")]
    [InlineData("""new BadInputException((a == "x" ? "One." : b is "y" ? "Two." : null) ?? "Three.")""", "One.", "Two.", "Three.")]
    [InlineData("""new BadInputException(kind switch { "x" or "y" => "Letters.", _ when odd => "Odd.", _ => other })""", "Letters.", "Odd.")]
    [InlineData("""Say[$"{(few ? Phrase.Of("few") : Phrase.Of("many"))} frames"]""", "{0} frames", "few", "many")]
    [InlineData("""new TeacherWeightsException(path, ["One.", "Two."])""", "One.", "Two.")]
    public void Every_text_of_a_call_is_found(string source, params string[] keys) =>
        Assert.Equal(keys, SourceTexts.OfCode(source).Select(text => text.Key));

    [Theory]
    [InlineData("""Say[error]""")]
    [InlineData("""Say[problems.First(problem => problem.Kind == "bad")]""")]
    [InlineData("""Phrase.Of(Named("x"))""")]
    [InlineData("""new BadInputException(Messages["x"])""")]
    [InlineData("""Essay["x"]""")]
    [InlineData("""Phrase.Verbatim("Bunraku")""")]
    [InlineData("""    /// <c>Say["New scene"]</c>""")]
    [InlineData("""    // Say["New scene"]""")]
    [InlineData("""@* Say["New scene"] *@""")]
    [InlineData("""new InvalidOperationException("Computing failed.")""")]
    public void Other_literals_are_no_texts(string source) => Assert.Empty(SourceTexts.OfCode(source));

    [Theory]
    [InlineData("""Say[isOne ? $"{n} frame" : $"{n} frames"]""", 2)]
    [InlineData("""new BadInputException(cause switch { IOException e => $"Cannot read: {e.Message}", _ => "Cannot read." })""", 1)]
    [InlineData("""Phrase.Of($"{n} frames " + "and more")""", 1)]
    [InlineData("""new BadInputException(text ?? $"{n} frames")""", 1)]
    [InlineData("""Say[isOne ? Phrase.Of($"{n} frame") : Phrase.Of($"{n} frames")]""", 0)]
    [InlineData("""new BadInputException(isOne ? "One." : "Many.")""", 0)]
    public void Texts_that_lose_their_places_are_told(string source, int lost) => Assert.Equal(lost, SourceTexts.OfCode(source).Count(text => text.IsLost));

    [Theory]
    [InlineData("""say('Connection lost. Trying again in {0} s.', seconds)""", "Connection lost. Trying again in {0} s.")]
    [InlineData("""element.title = say("Studio's page", 'x');""", "Studio's page")]
    [InlineData("""say('one ' + 'text')""", "one text")]
    [InlineData("""say('it\'s')""", "it's")]
    [InlineData("""say(`one`)""", "one")]
    public void A_text_of_a_script_is_found(string script, string key) => Assert.Equal(key, Assert.Single(SourceTexts.OfScript(script)).Key);

    [Fact]
    public void Both_texts_of_a_script_are_found() => Assert.Equal(["On", "Off"], SourceTexts.OfScript("say(isOn === 'x' ? 'On' : 'Off', 'value')").Select(text => text.Key));

    [Theory]
    [InlineData("export function say(english, ...values) {")]
    [InlineData("this.say('state', problem)")]
    public void Other_functions_of_a_script_are_none(string script) => Assert.Empty(SourceTexts.OfScript(script + ")"));

    [Fact]
    public void A_text_of_a_plain_page_stands_between_double_braces() =>
        Assert.Equal(["Measure", "Open [Studio](/)"], SourceTexts.OfPage("<h1>{{Measure}}</h1>\n<p>{{Open [Studio](/)}}</p>").Select(text => text.Key));

    [Fact]
    public void A_place_names_file_and_line() => Assert.Equal("Page.razor:3", Assert.Single(SourceTexts.OfCode("\n// x\n@Say[\"New\"]", "Page.razor")).Place);

    [Fact]
    public void Sources_of_every_kind_have_texts() => Assert.All(
        (string[])[".cs", ".razor", ".js", ".html"],
        kind => Assert.Contains(SourceTexts.All, text => text.Place.Contains($"{kind}:", StringComparison.Ordinal)));
}
