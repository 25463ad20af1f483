using System.Reflection;
using System.Xml.Linq;

namespace Bunraku.PublicApi.Tests;

/// <summary>The compiler refuses a public member without a comment, but not a parameter of a record, which is a member too. It also lets comments point at what others cannot see.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Cases => Libraries.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_parameter_of_a_record_is_documented(string library)
    {
        Assembly assembly = Libraries.Load(library);
        HashSet<string> documented = [.. XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").Where(member => member.Value.Trim().Length > 0).Select(member => member.Attribute("name")!.Value)];
        string[] parameters = [.. assembly.GetExportedTypes().Where(IsRecord).SelectMany(ParametersOf)];

        Assert.Equal(library != "Bunraku.Conv", parameters.Length > 0); // Its only record has no parameters.
        Assert.Equal([], parameters.Except(documented));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Links_of_comments_lead_to_what_others_see(string library)
    {
        HashSet<string> visible = [.. Libraries.Names.SelectMany(name => Libraries.Load(name).GetExportedTypes()).SelectMany(NamesOf)];
        (string From, string To)[] links =
        [
            .. XDocument.Load(Path.ChangeExtension(Libraries.Load(library).Location, ".xml")).Descendants("member")
                .Where(member => visible.Contains(NameOf(member.Attribute("name")!.Value)))
                .SelectMany(member => member.Descendants().Attributes("cref").Select(link => (NameOf(member.Attribute("name")!.Value), NameOf(link.Value))))
                .Where(link => link.Item2.StartsWith("Bunraku.", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(links);
        Assert.Equal("", string.Join('\n', links.Where(link => !visible.Contains(link.To)).Select(link => $"{link.From} -> {link.To}")));
    }

    /// <summary>A type and its members as comments name them, without parameters.</summary>
    private static IEnumerable<string> NamesOf(Type type) => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily,
            FieldInfo field => field.IsPublic || field.IsFamily,
            PropertyInfo property => property.GetAccessors().Length > 0,
            EventInfo @event => @event.AddMethod!.IsPublic,
            _ => false,
        })
        .Select(member => $"{NameOf(type)}.{(member is ConstructorInfo ? "#ctor" : member.Name)}")
        .Append(NameOf(type));

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string NameOf(string identifier) => identifier[2..].Split('(')[0].Split("``")[0];

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static IEnumerable<string> ParametersOf(Type record) => record.GetConstructors()
        .SelectMany(constructor => constructor.GetParameters())
        .Select(parameter => record.GetProperty(parameter.Name!, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .OfType<PropertyInfo>()
        .Select(property => $"P:{NameOf(record)}.{property.Name}");
}
