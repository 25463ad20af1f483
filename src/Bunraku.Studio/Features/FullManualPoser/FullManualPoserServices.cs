using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.FullManualPoser;

/// <summary>Posing any picture with the complete system.</summary>
internal static class FullManualPoserServices
{
    public static void AddFullManualPoser(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<TeacherSetup>();
        services.AddSingleton<PluginBuild>();
        services.AddSingleton<WeightsImport>();
        services.AddSingleton<SharedTeacher>();
        services.AddSingleton<LastPicture>();
    }
}
