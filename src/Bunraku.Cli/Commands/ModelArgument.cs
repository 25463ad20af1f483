using System.CommandLine;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary>The names of the models: the published files, and the published teachers, whose files go by one name.</summary>
internal static class ModelArgument
{
    private static readonly string[] Names = [.. PublishedModel.All.Select(model => model.Name), .. TeacherPublication.All.Select(publication => publication.Name), TorchRuntime.Name];

    /// <summary>The argument of every command that is about one model.</summary>
    public static Argument<string> Create() => new("model") { Description = $"The model's name: {string.Join(", ", Names)}." };

    /// <summary>The same where all models are meant if none is named.</summary>
    public static Argument<string?> CreateOptional() =>
        new("model") { Description = $"The model's name: {string.Join(", ", Names)}; all of them if none is given.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The published teacher of that name; null where the name is that of another model.</summary>
    /// <exception cref="BadInputException">There is no model of that name.</exception>
    public static TeacherPublication? TeacherOf(string name)
    {
        string known = Known(name);
        return TeacherPublication.All.FirstOrDefault(publication => publication.Name == known);
    }

    /// <summary>Whether the name is that of libtorch.</summary>
    /// <exception cref="BadInputException">There is no model of that name.</exception>
    public static bool IsTorch(string name) => Known(name) == TorchRuntime.Name;

    private static string Known(string name) => Names.Contains(name)
        ? name
        : throw new BadInputException($"There is no model {ForeignText.Quote(name)}; there are: {string.Join(", ", Names)}.");
}
