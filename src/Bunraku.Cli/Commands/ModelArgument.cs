using System.CommandLine;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;

namespace Bunraku.Cli.Commands;

/// <summary>The names of the models: the published files, and the five files of the teacher, which go by one name.</summary>
internal static class ModelArgument
{
    private static readonly string[] Names = [.. PublishedModel.All.Select(model => model.Name), TeacherModels.Name, TorchRuntime.Name];

    /// <summary>The argument of every command that is about one model.</summary>
    public static Argument<string> Create() => new("model") { Description = $"The model's name: {string.Join(", ", Names)}." };

    /// <summary>The same where all models are meant if none is named.</summary>
    public static Argument<string?> CreateOptional() =>
        new("model") { Description = $"The model's name: {string.Join(", ", Names)}; all of them if none is given.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Whether the name is that of the five files.</summary>
    /// <exception cref="BadInputException">There is no model of that name.</exception>
    public static bool IsTeacher(string name) => Known(name) == TeacherModels.Name;

    /// <summary>Whether the name is that of libtorch.</summary>
    /// <exception cref="BadInputException">There is no model of that name.</exception>
    public static bool IsTorch(string name) => Known(name) == TorchRuntime.Name;

    private static string Known(string name) => Names.Contains(name)
        ? name
        : throw new BadInputException($"There is no model {ForeignText.Quote(name)}; there are: {string.Join(", ", Names)}.");
}
