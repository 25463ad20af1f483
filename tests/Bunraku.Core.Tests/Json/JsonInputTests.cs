using System.Text;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Json;

public sealed class JsonInputTests
{
    private static readonly string[] Readers = ["JsonDocument.Parse", "JsonSerializer.Deserialize", "JsonNode.Parse", "new Utf8JsonReader"];

    [Theory]
    [InlineData("{", "s.json: this is not valid JSON (line 1, byte 2), or it is nested too deeply.")]
    [InlineData("{\"a\":\"\\ud800\"}", "s.json: a text is not valid text (it holds half a character).")]
    [InlineData("[{\"\\udfff\":1}]", "s.json: a name is not valid text (it holds half a character).")]
    public void What_is_no_JSON_text_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => JsonInput.Parse(text, "s.json")).Message);

    /// <summary>Not in the table above: an attribute cannot hold half a character.</summary>
    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Equal(
            "s.json: this is not valid text (it holds half a character).",
            Assert.Throws<BadInputException>(() => JsonInput.Parse($"\"{(char)0xD800}\"", "s.json")).Message);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.Equal(
            "s.json: this is not text in UTF-8. Save it as UTF-8.",
            Assert.Throws<BadInputException>(() => JsonInput.Parse(new byte[] { (byte)'"', 0xFF, (byte)'"' }, "s.json")).Message);

    [Fact]
    public void A_byte_order_mark_and_whole_surrogate_pairs_are_fine()
    {
        using JsonInput input = JsonInput.Parse(Encoding.UTF8.GetBytes("\uFEFF[\"\\ud83d\\ude00\"]"), "s.json");
        Assert.Equal("😀", input.Root.Items().Single().TextOrNull);
    }

    [Fact]
    public void A_value_of_another_kind_is_named_by_its_place_and_never_throws_otherwise()
    {
        using JsonInput input = JsonInput.Parse("""{"a":{"b":[1,"x",null,1e999,true]}}""", "s.json");
        Assert.True(input.Root.TryFind("a", out JsonField a));
        Assert.True(a.TryFind("b", out JsonField b));
        JsonField[] items = [.. b.Items()];

        Assert.Equal([1, null, null, double.PositiveInfinity, null], items.Select(item => item.NumberOrNull));
        Assert.Equal([null, "x", null, null, null], items.Select(item => item.TextOrNull));
        Assert.Equal([null, null, null, null, true], items.Select(item => item.TruthOrNull));
        Assert.Equal("s.json: a.b[1] must be a finite number, but is \"x\".", Assert.Throws<BadInputException>(() => items[1].Number()).Message);
        Assert.Equal("s.json: a.b[3] must be a finite number, but is 1e999.", Assert.Throws<BadInputException>(() => items[3].Seconds()).Message);
        Assert.Equal("s.json: a.b must be an object, but is a list.", Assert.Throws<BadInputException>(() => b.Members()).Message);
        Assert.Equal("s.json: the text must be a list, but is an object.", Assert.Throws<BadInputException>(() => input.Root.Items()).Message);
        Assert.All(items, item => Assert.False(item.TryFind("c", out _)));
    }

    [Theory]
    [InlineData("null", "s.json: an object was expected, but null was found.")]
    [InlineData("[null]", "s.json: [0] must be a value, but is null.")]
    [InlineData("{\"Number\":\"x\"}", "s.json: \"Number\" is missing or does not hold what is expected there.")]
    [InlineData("7", "s.json: a field is missing or does not hold what is expected there.")]
    public void A_value_that_cannot_be_built_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => JsonInput.Deserialize<Sample>(Encoding.UTF8.GetBytes(text), "s.json", new JsonSerializerOptions())).Message);

    /// <summary>
    /// A second mechanism would let exceptions of its own through. Studio's settings have one, which keeps each good part of a damaged file and has its own tests.
    /// </summary>
    [Fact]
    public void Nothing_else_in_the_program_reads_JSON()
    {
        string source = Path.Combine(SharedData.Repository, "src");
        Assert.Equal(
            ["Bunraku.Core/Json/JsonInput.cs", "Bunraku.Studio/Shell/SettingsFile.cs"],
            Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories)
                .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
                .Where(path => File.ReadAllText(path) is var text && Readers.Any(reader => text.Contains(reader, StringComparison.Ordinal)))
                .Select(path => Path.GetRelativePath(source, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
    }

    private sealed record Sample
    {
        public int Number { get; init; }
    }
}
