using System.Reflection;
using System.Xml.Linq;

namespace Bunraku.PublicApi.Tests;

/// <summary>The compiler refuses a public member without a comment, but not a parameter of a record, which is a member too.</summary>
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

        Assert.NotEmpty(parameters);
        Assert.Equal([], parameters.Except(documented));
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static IEnumerable<string> ParametersOf(Type record) => record.GetConstructors()
        .SelectMany(constructor => constructor.GetParameters())
        .Select(parameter => record.GetProperty(parameter.Name!, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .OfType<PropertyInfo>()
        .Select(property => $"P:{record.FullName!.Replace('+', '.')}.{property.Name}");
}
