using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>
/// Which folders of a project use which others, by the types that its code refers to: bases, members, attributes and method bodies. A folder is the first part of
/// a namespace after the project's own; with <c>Features</c> the first two. Constants and <c>nameof</c> leave no trace in an assembly.
/// </summary>
internal sealed class FolderArrows
{
    private readonly string _project;
    private readonly Dictionary<string, Dictionary<string, string>> _arrows = [];

    private FolderArrows(string project) => _project = project;

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="project">The namespace that all folders of the project begin with.</param>
    public static FolderArrows Of(string path, string project)
    {
        var arrows = new FolderArrows(project);
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
        foreach (TypeDefinition type in assembly.MainModule.GetTypes())
        {
            foreach (TypeReference used in UsedBy(type))
            {
                arrows.Add(type, used);
            }
        }

        return arrows;
    }

    /// <summary>The arrows that lie on a circle, each with an example: <c>A -> B (A.Type uses B.Type)</c>.</summary>
    public IReadOnlyList<string> Circular() =>
    [
        .. from folder in _arrows
           from arrow in folder.Value
           where Reaches(arrow.Key, folder.Key, [])
           orderby folder.Key, arrow.Key
           select $"{folder.Key} -> {arrow.Key} ({arrow.Value})",
    ];

    private bool Reaches(string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && _arrows.TryGetValue(from, out Dictionary<string, string>? next) && next.Keys.Any(folder => Reaches(folder, to, seen)));

    private void Add(TypeDefinition type, TypeReference used)
    {
        if (FolderOf(type) is { } from && FolderOf(used) is { } to && from != to)
        {
            if (!_arrows.TryGetValue(from, out Dictionary<string, string>? known))
            {
                _arrows.Add(from, known = []);
            }

            known.TryAdd(to, $"{Outermost(type).Name} uses {Outermost(used).Name}");
        }
    }

    private string? FolderOf(TypeReference type)
    {
        string space = Outermost(type).Namespace;
        if (space == _project)
        {
            return "(root)";
        }

        if (!space.StartsWith(_project + ".", StringComparison.Ordinal) || type.Scope.MetadataScopeType != MetadataScopeType.ModuleDefinition)
        {
            return null;
        }

        string[] parts = space[(_project.Length + 1)..].Split('.');
        return parts[0] == "Features" && parts.Length > 1 ? $"{parts[0]}.{parts[1]}" : parts[0];
    }

    private static TypeReference Outermost(TypeReference type)
    {
        TypeReference outer = type.GetElementType();
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        return outer;
    }

    private static IEnumerable<TypeReference> UsedBy(TypeDefinition type) =>
        new[] { type.BaseType }.OfType<TypeReference>()
            .Concat(type.Interfaces.Select(implemented => implemented.InterfaceType))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType))
            .Concat(Attributes(type))
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Methods.SelectMany(UsedBy))
            .SelectMany(Parts);

    private static IEnumerable<TypeReference> UsedBy(MethodDefinition method) =>
        InSignature(method)
            .Concat(Attributes(method))
            .Concat(method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType).Concat(method.Body.Instructions.SelectMany(UsedBy)) : []);

    private static IEnumerable<TypeReference> UsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => InSignature(method).Append(method.DeclaringType).Concat(method.GenericArguments),
        MethodReference method => InSignature(method).Append(method.DeclaringType),
        _ => [],
    };

    private static IEnumerable<TypeReference> InSignature(MethodReference method) => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes.Select(attribute => attribute.AttributeType);

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type is GenericInstanceType generic ? generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType)
        : type is TypeSpecification { ElementType: { } element } ? Parts(element)
        : type is GenericParameter ? []
        : [type];
}
