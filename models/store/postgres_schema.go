package store

import "gorm.io/gorm"

func postgresCheckSchema(*gorm.DB) ([]string, error) { return nil, nil }
