"""Addresses of the desk for plans, below ``/desk/plans/``."""

from django.urls import path

from disclosures.plans.desk import series_views, views

app_name = "plans_desk"
urlpatterns = [
    path("import/", views.UploadView.as_view(), name="import"),
    path("import/<int:pk>/", views.PreviewView.as_view(), name="preview"),
    path("import/<int:pk>/discard/", views.DiscardView.as_view(), name="discard"),
    path("import/<int:pk>/source/", views.SourceView.as_view(), name="source"),
    path("import/<int:pk>/left-over/", views.LeftOverView.as_view(), name="left_over"),
    path("series/<int:pk>/rows/", series_views.SeriesRowsView.as_view(), name="series_rows"),
    path("series/start/<str:kind>/<uuid:key>/", series_views.StartSeriesView.as_view(), name="start_series"),
    path("unjoined/", series_views.UnjoinedView.as_view(), name="unjoined"),
]
