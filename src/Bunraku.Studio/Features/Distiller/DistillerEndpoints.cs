using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller.Pictures;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Features.Distiller.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.Distiller;

/// <summary>Making a character: its pictures, and the finished one for download.</summary>
internal static class DistillerEndpoints
{
    public static void AddDistiller(this IServiceCollection services)
    {
        services.AddSingleton<DistillerProjects>();
        services.AddSingleton<Trainings>();
        services.AddSingleton<IPictureStudents, PictureStudents>();
        services.AddSingleton<SpeedChecks>();
        services.AddSingleton<PlacementExamples>();
    }

    public static void MapDistiller(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/distiller/examples/{name}.png", Results<FileContentHttpResult, NotFound> (string name, PlacementExamples examples) =>
            examples.Find(name) is { } png ? TypedResults.File(png, "image/png") : TypedResults.NotFound());
        routes.MapGet("/distiller/{id}/picture.png", Results<PhysicalFileHttpResult, NotFound> (string id, DistillerProjects projects) =>
            projects.Find(id)?.Thumbnail is { } path ? TypedResults.PhysicalFile(path, "image/png") : TypedResults.NotFound());
        routes.MapGet("/distiller/{id}/samples/{network}/{seen:long}", Results<PhysicalFileHttpResult, NotFound> (string id, string network, long seen, DistillerProjects projects) =>
            projects.Find(id) is { } project && SamplePictures.Find(project, network, seen) is { } path ? TypedResults.PhysicalFile(path, "image/png") : TypedResults.NotFound());
        routes.MapGet("/distiller/{id}/character.zip", Results<FileContentHttpResult, NotFound> (string id, DistillerProjects projects) =>
            projects.Find(id) is { } project && FinishedCharacters.Zip(project.Run.CharacterModel, project.Name) is { } zip ? TypedResults.File(zip, "application/zip", $"{project.Name}.zip") : TypedResults.NotFound());
    }

    /// <summary>The address of a project's character as a zip file.</summary>
    public static string ZipAddress(DistillerProject project) => $"/distiller/{project.Id}/character.zip";
}
