using System.CommandLine;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary>The option that chooses a family of teachers.</summary>
internal static class FamilyOption
{
    /// <summary>All names.</summary>
    public static string[] Names => [.. TeacherFamily.All.Select(family => family.Name)];

    public static Option<string> Create()
    {
        var option = new Option<string>("--family") { Description = "Which networks pose: tha4, or one of the two variants of tha3, which are faster.", DefaultValueFactory = _ => TeacherFamily.Tha4.Name };
        option.AcceptOnlyFromAmong(Names);
        return option;
    }
}
